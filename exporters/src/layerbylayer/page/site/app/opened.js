// No module, as a page that was opened as a file loads none: it says so there.
if (location.protocol === "file:") document.getElementById("opened").hidden = false;
