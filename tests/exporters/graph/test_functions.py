"""Several functions of one model, which share its weights: generating text."""

import json

import torch
from layerbylayer import to_tfjs
from torch import nn
from torch.nn import functional

WIDTH, CONTEXT, VOCABULARY = 16, 8, 20


class Generator(nn.Module):
    """One attention layer; keys and values of all places are its state."""

    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(VOCABULARY, WIDTH)
        self.places = nn.Embedding(CONTEXT, WIDTH)
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))

    def prompt(self, text):
        """Logits for each place of (batch, CONTEXT), and the state."""
        x = self.tokens(text) + self.places.weight
        keys, values = self.key(x), self.value(x)
        y = functional.scaled_dot_product_attention(
            self.query(x), keys, values, is_causal=True
        )
        return (x + y) @ self.tokens.weight.T, keys, values

    def step(self, token, place, keys, values):
        """Logits of one token (batch, 1) at a place (batch, 1), and the new state."""
        x = self.tokens(token) + self.places(place)
        here = torch.arange(CONTEXT) == place
        keys = torch.where(here[..., None], self.key(x), keys)
        values = torch.where(here[..., None], self.value(x), values)
        seen = (torch.arange(CONTEXT) <= place)[:, None]
        y = functional.scaled_dot_product_attention(
            self.query(x), keys, values, attn_mask=seen
        )
        return (x + y) @ self.tokens.weight.T, keys, values


def test_prompt_and_step_share_weights(tensorflow_js, tmp_path):
    model = Generator()
    text = torch.randint(0, VOCABULARY, (2, CONTEXT))
    logits, keys, values = model.prompt(text)
    state = (keys.detach(), values.detach())
    at = torch.full((2, 1), 5)
    # A step at a place of the prompt gives what the prompt gave there.
    again = model.step(text[:, 5:6], at, *state)[0][:, 0]
    assert torch.allclose(again, logits[:, 5], atol=1e-5)
    card = to_tfjs(
        model,
        tmp_path / "m",
        functions={"prompt": (text,), "step": (text[:, 5:6], at, *state)},
    )
    assert card.parity.status == "passed" and card.functions
    assert card.functions["step"].inputs == [
        "step_token",
        "step_place",
        "step_keys",
        "step_values",
    ]
    assert card.functions["prompt"].outputs[0] == "prompt_output_0"
    own = sum(parameter.numel() for parameter in model.parameters())
    # The table of tokens is there twice: as rows, and turned for the product.
    assert card.parameters < own + VOCABULARY * WIDTH + 100
    manifest = json.loads((tmp_path / "m" / "model.json").read_text())
    names = [w["name"] for w in manifest["weightsManifest"][0]["weights"]]
    assert len(names) == len(set(names))
