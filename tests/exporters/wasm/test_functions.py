"""Several functions that share weights, and what they keep from call to call."""

import pytest
import torch
from graph.test_functions import CONTEXT, VOCABULARY, WIDTH, Generator
from layerbylayer import InvalidModelError, to_wasm
from torch import nn

from .test_files import javascript


def generator_functions(model):
    text = torch.randint(0, VOCABULARY, (2, CONTEXT))
    _, keys, values = model.prompt(text)
    at = torch.full((2, 1), 5)
    return {
        "prompt": (text,),
        "step": (text[:, 5:6], at, keys.detach(), values.detach()),
    }


STATE = {
    "keys": ["prompt_output_1", "step_keys", "step_output_1"],
    "values": ["prompt_output_2", "step_values", "step_output_2"],
}


def test_functions_share_weights(tmp_path, node):
    model = Generator()
    card = to_wasm(model, tmp_path / "m", functions=generator_functions(model))
    assert card.parity.status == "passed" and card.parity.examples == 2
    assert card.functions
    assert card.functions["prompt"].outputs[0] == "prompt_output_0"
    own = sum(parameter.numel() for parameter in model.parameters())
    # The table of tokens is there twice: as rows, and turned for the product.
    assert card.parameters < own + VOCABULARY * WIDTH + 100


def test_state_is_kept_from_call_to_call(tmp_path, node):
    """A prompt, then steps that see it: the logits of the whole text at once."""
    model = Generator()
    functions = generator_functions(model)
    card = to_wasm(model, tmp_path / "m", functions=functions, state=STATE)
    assert card.parity.status == "passed"
    assert [one.name for one in card.inputs] == [
        "prompt_text",
        "step_token",
        "step_place",
    ]
    assert [one.name for one in card.outputs] == ["prompt_output_0", "step_output_0"]
    text = functions["prompt"][0][:1]
    changed = text.clone()
    changed[0, 5] = (text[0, 5] + 1) % VOCABULARY
    expected = model.prompt(changed)[0][0, 5]
    token = int(changed[0, 5])
    code = f"""
      const network = await load();
      network.prompt({text[0].tolist()});
      const [first] = network.step([{token}], [5]);
      network.reset();
      const [forgotten] = network.step([{token}], [5]);
      network.prompt({text[0].tolist()});
      const [again] = network.step([{token}], [5]);
      return [first, forgotten, again].map((logits) => Array.from(logits));
    """
    first, forgotten, again = javascript(tmp_path / "m", code)
    assert torch.allclose(torch.tensor(first), expected, atol=1e-4)
    assert first == again and first != forgotten
    told = javascript(
        tmp_path / "m",
        f"return (await load()).prompt({text[0].tolist() * 2})",
    )
    assert "give it one example at a time, not 2" in told["error"]
    assert "reset(): void" in (tmp_path / "m" / "model.d.mts").read_text()


class Exchange(nn.Module):
    """Two pieces of state that take each other's place."""

    def start(self, x):
        return x, x + 1

    def step(self, x, one, two):
        return one - two + x, two, one


def test_pieces_of_state_can_take_each_others_place(tmp_path, node):
    x = torch.ones(1, 3)
    functions = {"start": (x,), "step": (x, x, x)}
    state = {
        "one": ["start_output_0", "step_one", "step_output_1"],
        "two": ["start_output_1", "step_two", "step_output_2"],
    }
    to_wasm(Exchange(), tmp_path / "m", functions=functions, state=state)
    code = """
      const network = await load();
      network.start([5, 5, 5]);
      const steps = [1, 2, 3].map(() => network.step([0, 0, 0])[0][0]);
      return { steps, started: network.start([0, 0, 0]).length };
    """
    assert javascript(tmp_path / "m", code) == {"steps": [-1, 1, -1], "started": 0}


def test_wrong_state_is_refused(tmp_path):
    x = torch.ones(1, 3)
    functions = {"start": (x,), "step": (x, x, x)}
    for names, told in {
        ("step_three",): "'step_three' is neither an input nor an output",
        ("step_one", "start_output"): "neither an input nor an output; there are",
    }.items():
        with pytest.raises(InvalidModelError, match=told):
            to_wasm(Exchange(), tmp_path / "m", functions=functions, state={"a": names})
    model = Generator()
    state = {"keys": ["prompt_output_0", "step_keys"]}
    with pytest.raises(InvalidModelError, match="'keys' is of several shapes or types"):
        to_wasm(
            model, tmp_path / "m", functions=generator_functions(model), state=state
        )
    assert not (tmp_path / "m").exists()
