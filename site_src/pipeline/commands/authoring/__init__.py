"""For authors: begin a tutorial, run it, ask whether links answer."""
