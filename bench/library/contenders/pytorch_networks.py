"""The networks of ../networks.ts in PyTorch, their numbers given by `read(name, *shape)`."""

import torch

F = torch.nn.functional


class Cnn(torch.nn.Module):
    def __init__(self, network, read):
        super().__init__()
        first, second = network["channels"]
        classes, inputs = network["classes"], second * (network["side"] // 4) ** 2
        self.kernels0, self.offset0 = given(read, "kernels0", first, 1, 3, 3), given(read, "offset0", first)
        self.kernels1, self.offset1 = given(read, "kernels1", second, first, 3, 3), given(read, "offset1", second)
        self.weight, self.bias = given(read, "weight", classes, inputs), given(read, "bias", classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(F.conv2d(x, self.kernels0, self.offset0, padding=1)), 2)
        x = F.max_pool2d(F.relu(F.conv2d(x, self.kernels1, self.offset1, padding=1)), 2)
        return F.linear(x.flatten(1), self.weight, self.bias)

    def drawn(self):
        return [self.kernels0, self.offset0, self.kernels1, self.offset1, self.weight, self.bias]


class Block(torch.nn.Module):
    def __init__(self, network, read, layer):
        super().__init__()
        width, self.heads = network["width"], network["heads"]
        self.before_attention, self.before_linear = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        names = ["query", "key", "value", "output"]
        self.query, self.key, self.value, self.output = (given(read, f"{name}{layer}", width, width) for name in names)
        self.up, self.up_bias = given(read, f"up{layer}", 4 * width, width), given(read, f"upBias{layer}", 4 * width)
        self.down, self.down_bias = given(read, f"down{layer}", width, 4 * width), given(read, f"downBias{layer}", width)
        context = network["context"]
        self.register_buffer("hidden", torch.ones(context, context, dtype=torch.bool).triu(1))

    def forward(self, x):
        seen = self.before_attention(x)
        batch, length, width = seen.shape
        q, k, v = (
            F.linear(seen, weight).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for weight in (self.query, self.key, self.value)
        )
        if hasattr(F, "scaled_dot_product_attention"):
            attended = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = q @ k.transpose(-1, -2) / (width // self.heads) ** 0.5
            attended = scores.masked_fill(self.hidden, float("-inf")).softmax(-1) @ v
        x = x + F.linear(attended.transpose(1, 2).reshape(batch, length, width), self.output)
        bent = F.gelu(F.linear(self.before_linear(x), self.up, self.up_bias))
        return x + F.linear(bent, self.down, self.down_bias)

    def drawn(self):
        attention = [self.query, self.key, self.value, self.output]
        return [*attention, self.up, self.up_bias, self.down, self.down_bias]


class Gpt(torch.nn.Module):
    def __init__(self, network, read):
        super().__init__()
        width, vocabulary = network["width"], network["vocabulary"]
        self.tokens = given(read, "tokens", vocabulary, width)
        self.positions = given(read, "positions", network["context"], width)
        self.blocks = torch.nn.ModuleList(Block(network, read, layer) for layer in range(network["layers"]))
        self.last = torch.nn.LayerNorm(width)
        self.head, self.head_bias = given(read, "head", vocabulary, width), given(read, "headBias", vocabulary)

    def forward(self, x):
        x = F.embedding(x, self.tokens) + self.positions
        for block in self.blocks:
            x = block(x)
        return F.linear(self.last(x), self.head, self.head_bias).flatten(0, 1)

    def drawn(self):
        layers = [each for block in self.blocks for each in block.drawn()]
        return [self.tokens, self.positions, *layers, self.head, self.head_bias]


def given(read, name, *shape):
    return torch.nn.Parameter(read(name, *shape))


def built(network, read):
    """The network, and its batch: what goes in, and the targets."""
    batch = network["batch"]
    if network["of"] == "cnn":
        side = network["side"]
        return Cnn(network, read), read("x", batch, 1, side, side), read("targets", batch).long()
    context = network["context"]
    return Gpt(network, read), read("x", batch, context).long(), read("targets", batch * context).long()
