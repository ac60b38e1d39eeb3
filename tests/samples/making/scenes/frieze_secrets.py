"""Small things along the frieze, for those who come near: the width of a hand in a strip of forty metres."""

from actor import Actor
from block import Block
from carving import bar, disc, flat, rect, soft, union
from figures import cat, child, man, woman
from lettering import words


def ferry(block: Block, x: float, level: float) -> None:
    """The Hirondelle crossing, five people and a bicycle on deck."""
    for k, (kind, wears, coat) in enumerate(((man, "cap", "key"), (woman, "scarf", "terra"), (child, "plaits", "green+key"), (man, "beret", "terra+key"), (woman, "bun", "key"))):
        kind(Actor(block, x + 14 + k * 17, level - 12, 34 if kind is not child else 24, halo=1), wears, coat)
    block.place(soft((x - 10, level - 16), (x + 50, level - 12), (x + 116, level - 18), (x + 104, level + 4), (x + 4, level + 4)), "green+key", 2)
    block.place(rect(x + 84, level - 46, x + 94, level - 14), "terra", 1.4)
    block.clear(words("HIRONDELLE", "sign", x + 50, level - 2, 9, "middle", 0.06))


def laundry(block: Block, left: float, right: float, level: float) -> None:
    """Shirts on a line between two houses, one of them striped."""
    block.draw([(left, level), ((left + right) / 2, level + 5), (right, level)], 1.2)
    for k in range(int((right - left) / 16)):
        x = left + 6 + k * 16
        shirt = flat((x, level + 2), (x + 11, level + 2), (x + 14, level + 8), (x + 11, level + 10), (x + 10, level + 20), (x + 1, level + 20), (x, level + 10), (x - 3, level + 8))
        block.place(shirt, ("terra", "", "green", "key")[k % 4], 1)
        if k % 4 == 1:
            for row in range(3):
                block.draw([(x + 1, level + 7 + row * 4), (x + 10, level + 7 + row * 4)], 1)


def cards(block: Block, x: float, level: float) -> None:
    """Two men and a crate, an ace of clubs on it."""
    for side, wears in ((-30, "cap"), (34, "beret")):
        man(Actor(block, x + side, level + 6, 74, halo=1.6), wears, "key" if side < 0 else "terra+key")
    block.place(rect(x - 16, level - 22, x + 18, level + 4), "terra", 1.6)
    block.place(flat((x - 6, level - 32), (x + 4, level - 34), (x + 7, level - 22), (x - 4, level - 20)), "", 1)
    block.lay("key", union(disc(x - 1, level - 29, 1.6), disc(x - 3, level - 26, 1.6), disc(x + 2, level - 26.6, 1.6), bar((x, level - 27), (x + 1, level - 23), 1)))


def bottle(block: Block, x: float, level: float) -> None:
    """A letter in a bottle, not yet found."""
    block.place(union(rect(x, level - 5, x + 15, level + 3).buffer(1.5), rect(x + 15, level - 3, x + 22, level + 1)), "green", 1.2)
    block.clear(rect(x + 3, level - 3, x + 11, level + 1))
    block.draw([(x + 4, level - 1), (x + 10, level - 1)], 0.8)


def paper_boats(block: Block, x: float, level: float) -> None:
    """Three paper boats, the last one ahead."""
    for k in range(3):
        a, b = x + k * 34, level + (k % 2) * 7
        block.place(flat((a - 10, b), (a + 10, b), (a + 6, b + 6), (a - 6, b + 6)), "", 1.2)
        block.place(flat((a - 5, b), (a + 5, b), (a, b - 9)), "terra" if k == 2 else "", 1.2)


def chalked(block: Block) -> None:
    """Names as their owners wrote them: on the hull before it leaves, on crates, on a lamp post."""
    for text, x, y, size in (("Mohand", 1850, 506, 11), ("M. Poupard", 1990, 545, 9), ("Diallo", 1880, 572, 10), ("Da Silva", 2090, 560, 9)):
        block.clear(words(text, "pencil", x, y, size))
    for text, x, y in (("ORAN", 1420, 668), ("PORTO", 1500, 678), ("DAKAR", 1460, 638), ("TUNIS", 2510, 668), ("IZMIR", 5090, 754)):
        block.clear(rect(x - 17, y - 9, x + 17, y + 2))
        block.lay("key", words(text, "sign", x, y, 10, "middle", 0.06))
    block.clear(rect(2541, 560, 2565, 590))
    block.lay("key", words("CHAT", "sign", 2553, 570, 7, "middle"))
    block.lay("key", words("PERDU", "sign", 2553, 578, 7, "middle"))
    block.lay("terra", words("noir et blanc", "pencil", 2553, 586, 5, "middle"))


def hide(block: Block) -> None:
    """All of them."""
    ferry(block, 3540, 545)
    laundry(block, 1186, 1290, 236)
    cat(Actor(block, 1262, 168, 22, halo=1))
    cards(block, 1612, 700)
    bottle(block, 5110, 548)
    paper_boats(block, 3880, 560)
    chalked(block)
    man(Actor(block, 6010, 622, 70, halo=1.6), "hat", "green+key")
    block.draw([(6022, 584), (6070, 545), (6096, 532)], 1.6)
    block.draw([(6096, 532), (6097, 578)], 0.8)
    block.place(soft((5978, 622), (5980, 608), (5994, 608), (5996, 622)), "terra", 1.2)
