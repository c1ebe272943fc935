# ---
# title: Learning by losing
# description: A network learns three in a row from nothing but won and lost games. Policy gradients in a few dozen lines, what the reward has to do with character, and a rival that you train in the page.
# chapter: Things that learn by playing
# order: 1
# level: 2
# minutes: 25
# needs: [layers]
# exports: [three-in-a-row]
# expects:
#   lost_to_chance: "<= 0.2"
#   won_by_trained: ">= 0.8"
#   slope_error: "< 0.03"
#   export_error: "< 1e-5"
# says:
#   "Who begins has the advantage": chance_first > chance_second
#   "The same slope, and a much wilder one": wild_spread > calm_spread
#   "It's no worse a teacher, and a calmer one": baseline_spread < wild_spread
#   "Against the careful rival it's another story": lost_to_careful > lost_to_chance
#   "a dearer defeat makes it more careful": price_verdict == 'a gain'
#   "Most of it is learned in the first tenth": early_part > 0.5
#   "it meets nearly the same game each time": self_variety < 0.1
#   "brings many more": school_times > 5
#   "far worse than": self_times > 1.2
#   "It lets wins lie": hacked_take < plain_take
#   "fewer games, and longer ones": hacked_won < plain_won
#   "It has nothing to lose": careless_lost > wary_lost
#   "It wins less often against chance": school_won < school_plain
# parameters:
#   smoke: {updates: 20, games: 64, seeds: 2, tested: 100}
#   gpu: {updates: 4_000, games: 1_024, seeds: 8, tested: 10_000}
# threads: 1
# published: 2026-12-01
# recall:
#   - ask: A game of seven moves was lost. Which move does a policy gradient blame?
#     answer: All of its own moves in that game, alike. A good move among them gets its thanks in the many other games in which it was played.
#   - ask: What is a baseline, and what is it good for?
#     answer: What is subtracted from each return, such as the mean. On average the gradient stays what it was; it wobbles less.
#   - ask: A network wins nearly all games against a rival that plays by chance. What do you know about it?
#     answer: That it beats that rival. Against another one it may lose, since it has learned what pays against the one it met.
# ---

# %% [raw]
# /// script
# requires-python = ">=3.11"
# dependencies = ["torch>=2.13", "matplotlib>=3.10", "numpy>=2", "scipy>=1.15", "layerbylayer"]
# ///

# %% [markdown]
# Three in a row: you know the rules. Play two games against this network as it is. Then choose the same
# network *after* {{ all_games_text }} games, and play two more.
#
# <three-in-a-row model="three-in-a-row" games="{{ moments_text }}">
# Here you could play three in a row against a network, before and after its training, and train one of
# your own. That takes JavaScript, which is switched off or didn't load. The rest of the page reads
# without it.
# </three-in-a-row>
#
# Nobody showed it a good move. There are no examples here and no
# [labels](../../guide/glossary.md#label): it played, and at the end of each game it was told one
# number. **How can a network learn which move was good, if all it hears is that it lost?**

# %%
import matplotlib.pyplot as plt
import numpy as np
import torch
from scipy.stats import ttest_1samp
from torch import nn

# %% tags=["parameters"]
updates = 1_000
games = 256
seeds = 5
tested = 1_000

# %% [markdown]
# ## The game
#
# A board is two rows of nine numbers: a 1 in the first row for each stone of whoever is to move, a 1 in
# the second for each stone of the other. There are eight lines of three.

# %%
ROWS = ["012", "345", "678", "036", "147", "258", "048", "246"]
LINES = torch.zeros(9, 8)
for number, line in enumerate(ROWS):
    LINES[[int(square) for square in line], number] = 1


def has_line(stones):
    """Whether stones (games, 9) have three in a row."""
    return (stones @ LINES == 3).any(dim=1).float()


# %% [markdown]
# A player looks at boards, and gives each square a score. A [softmax](../../guide/glossary.md#softmax)
# makes shares of them, and the move is drawn by lot. These shares, for every board that there
# may be, are what is called a [**policy**](../../guide/glossary.md#policy). We keep their logarithms;
# you'll see why.


# %%
def policy(player, boards):
    """Logarithms of the shares (games, 9). A square that is taken gets none."""
    taken = boards.sum(dim=1)
    return (player(boards) - 1e9 * taken).log_softmax(dim=1)


def chance(boards):
    return torch.zeros(len(boards), 9)


# %% [markdown]
# Many games are played at once. After each move the board is turned round, so that whoever is to move
# always finds its own stones in the first row. A game that is over gets no more stones.


# %%
def play(first, second, games):
    """Results for the first player, numbers of moves, and log-shares of the moves."""
    boards, going = torch.zeros(games, 2, 9), torch.ones(games)
    results, moves, logs = torch.zeros(games), torch.zeros(games), []
    for turn in range(9):
        shares = policy((first, second)[turn % 2], boards)
        squares = shares.exp().multinomial(1)
        logs.append(shares.gather(1, squares)[:, 0] * going)
        stone = torch.zeros(games, 9).scatter(1, squares, going[:, None])
        boards = torch.stack([boards[:, 1], boards[:, 0] + stone], dim=1)
        moves = moves + going
        won = has_line(boards[:, 1]) * going
        results = results + (won if turn % 2 == 0 else -won)
        going = going - won
    return results, moves, logs


# %% [markdown]
# First the level that anything has to beat: chance against chance.
#
# <make-a-guess name="chance" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ chance_percent }}" by="the run"
#   question="Both sides play by chance. Of 100 games, how many does the one who begins win?">
# Both sides play by chance. Of 100 games, how many does the one who begins win? Write down a number.
# </make-a-guess>

# %%
#| answers: chance
torch.manual_seed(0)
results, moves, _ = play(chance, chance, 20_000)
for name, result in (("first", 1), ("nobody", 0), ("second", -1)):
    print(f"{name:6} wins {(results == result).float().mean():.1%}")

# %%
#| echo: false
chance_first = (results == 1).float().mean().item()
chance_second = (results == -1).float().mean().item()
chance_drawn = (results == 0).float().mean().item()
chance_percent = round(100 * chance_first)

# %% [markdown]
# <your-guess name="chance"></your-guess>
#
# {{ chance_first:.0%}}, against {{ chance_second:.0%}} for the second. Who begins has the advantage of
# a fifth stone, and if you said 50, you forgot about it. So from here on a network plays both
# sides, and we count them apart.
#
# ## One number at the end
#
# The [**reward**](../../guide/glossary.md#reward) of a game is 1 if it was won, 0 if it was drawn, and
# -1 if it was lost. It comes once, after the last move. What a *move* earned is its
# [**return**](../../guide/glossary.md#return): all the reward that came after it. With one reward at
# the end, all moves of a game have the same return, the blunder and the stroke of genius alike.
#
# That sounds unfair, and it is. Over many games it evens out: a good move turns up in more games that
# were won than a bad one. So the recipe is:
#
# > Make each move that you played **likelier** if the return was good, and **less likely** if it was bad.
#
# Here is why this works, with the smallest game there is: one move, three doors, rewards 1, 0 and -1.
# Three scores, and their softmax is the policy. What we want to make large is the *expected* reward, the
# sum of shares times rewards. That has a slope, and with the rewards in hand PyTorch computes it:

# %%
scores = torch.tensor([0.5, 0.0, 0.0], requires_grad=True)
doors = torch.tensor([1.0, 0.0, -1.0])
expected = (scores.softmax(0) * doors).sum()
(slope,) = torch.autograd.grad(expected, scores)
print("slope:", *(f"{part:+.3f}" for part in slope))

# %% [markdown]
# But a player doesn't know the rewards behind doors that it hasn't opened. It can only draw a door,
# open it, and see. The way out is one line of mathematics. The slope of a share $p$ is $p$ times the
# slope of $\log p$, so
#
# $$\nabla \sum p \, R = \sum p \, R \, \nabla \log p = \text{mean of } R \, \nabla \log p \text{ over doors drawn by } p$$
#
# In words: draw doors, and average **return times slope of the log-share of what you drew**. For a
# softmax that slope is short: 1 for the door drawn and 0 for the others, minus the shares.


# %%
def estimates(rewards, draws=100_000):
    """One estimate of the slope for each draw, (draws, 3)."""
    shares = scores.detach().softmax(0)
    drawn = torch.multinomial(shares, draws, replacement=True)
    log_slopes = torch.eye(3)[drawn] - shares
    return rewards[drawn][:, None] * log_slopes


torch.manual_seed(0)
calm = estimates(doors)
print("mean:  ", *(f"{part:+.3f}" for part in calm.mean(0)))
print("spread:", *(f"{part:.3f}" for part in calm.std(0)))

# %% [markdown]
# The mean of the draws is the slope, without a look behind the other doors. This is a
# **policy [gradient](../../guide/glossary.md#gradient)**, and the recipe is called [REINFORCE][@reinforce] (Ronald Williams, 1992). It's the slope
# of a [loss](../../guide/glossary.md#loss) that you can write down: minus return times log-share.
#
# ## The same, with ten more for everybody
#
# Now pay 10 more behind *every* door: 11, 10 and 9. Nothing has changed about which door is best. The
# draws?

# %%
usual = (scores.detach().softmax(0) * (doors + 10)).sum()  # the mean reward
wild = estimates(doors + 10)
less = estimates(doors + 10 - usual)
for name, draws in (("10 more", wild), ("less a baseline", less)):
    mean = " ".join(f"{part:+.3f}" for part in draws.mean(0))
    spread = " ".join(f"{part:.3f}" for part in draws.std(0))
    print(f"{name:15} mean {mean}   spread {spread}")

# %%
#| echo: false
usual_reward = usual.item()
slope_error = (calm.mean(0) - slope).abs().max().item()
calm_spread, wild_spread = calm.std(0).mean().item(), wild.std(0).mean().item()
baseline_spread = less.std(0).mean().item()

# %% [markdown]
# The same slope, and a much wilder one: the single draws spread by {{ wild_spread:.1f}} in place of
# {{ calm_spread:.2f}}. Every door that is opened gets praised for its 10, and only the mean of a great
# many draws tells which was praised too much.
#
# The cure stands in the last line: subtract a number that doesn't depend on the door, a
# [**baseline**](../../guide/glossary.md#baseline). On average it changes nothing, since
# log-slopes average to zero. A good one is the mean return, {{ usual_reward:.1f}} here. Then it's "better than usual" or "worse than
# usual". It's no worse a teacher, and a calmer one: the spread is {{ baseline_spread:.2f}}.
#
# ## Training, all of it
#
# The network is as small as they come: 18 numbers in, one hidden [layer](../../guide/glossary.md#layer),
# 9 scores out. Its rival plays by chance. In one update it begins, in the next it's second.


# %%
def network():
    return nn.Sequential(nn.Flatten(), nn.Linear(18, 128), nn.ReLU(), nn.Linear(128, 9))


# %% [markdown]
# And here is the training. The line with `loss` is REINFORCE: return less baseline, times the sum of
# the log-shares of its own moves.


# %%
def train(reward, seed, rival=chance, updates=updates):
    torch.manual_seed(seed)
    learner, curve = network(), []
    adam = torch.optim.Adam(learner.parameters(), 0.005)
    for update in range(updates):
        side = update % 2  # 0: it begins
        players = (learner, rival or learner)[:: 1 - 2 * side]
        results, moves, logs = play(*players, games)
        mine = results * (1 - 2 * side)
        returns = reward(mine, moves)
        loss = -((returns - returns.mean()) * sum(logs[side::2])).mean()
        adam.zero_grad()
        loss.backward()
        adam.step()
        curve.append([(mine == result).float().mean() for result in (1, 0, -1)])
    return learner, np.array(curve)


# %% [markdown]
# (With `rival=None` it plays against itself. We'll need that later.) The reward is a function of the
# result and the number of moves. The plain one is the result.


# %%
def plain(mine, moves):
    return mine


learned = [train(plain, seed) for seed in range(seeds)]


# %%
def smooth(curve, over=20):
    """Means over so many updates, half of them as first."""
    over = min(over, len(curve))
    kept = len(curve) // over * over
    return curve[:kept].reshape(-1, over, 3).mean(axis=1)


curves = np.stack([smooth(curve) for _, curve in learned])  # (seeds, moments, 3)

# %%
#| fig-alt: Two curves against the number of games, each with a band. The share of games that are lost falls steeply at first and then slowly; the share of games won rises in the same way.
#| fig-cap: "Against chance, means of all seeds; the bands reach from the worst seed to the best. Most of it is learned in the first tenth."
played = np.linspace(0, updates * games, curves.shape[1] + 1)[1:] / 1000
fig, ax = plt.subplots(figsize=(6.4, 3))
for column, name, dash in ((0, "won", "-"), (2, "lost", "--")):
    part = 100 * curves[:, :, column]
    (line,) = ax.plot(played, part.mean(0), dash, label=name)
    ax.fill_between(played, part.min(0), part.max(0), color=line.get_color(), alpha=0.2)
ax.set(xlabel="games played (thousands)", ylabel="games (%)", ylim=(0, 100))
ax.legend()
plt.show()

# %%
#| echo: false
won = curves[:, :, 0].mean(0)
tenth = won[max(0, len(won) // 10 - 1)]
early_part = float((tenth - won[0]) / max(won[-1] - won[0], 1e-6))
early_part = early_part if len(won) > 10 else 1.0

# %% [markdown]
# ## Who is it good against?
#
# Now we meet it with a rival that has rules. The **careful** rival completes a line if it can; if not,
# it blocks one of yours if it must; if neither, it plays by chance.


# %%
def completes(stones, taken):
    """The free squares (games, 9) that complete a line of these stones."""
    twos = (stones @ LINES == 2).float()
    return ((twos @ LINES.T > 0) & (taken == 0)).float()


def careful(boards):
    mine, theirs = boards.unbind(dim=1)
    taken = boards.sum(dim=1)
    return 200 * completes(mine, taken) + 100 * completes(theirs, taken)


# %%
@torch.no_grad()
def against(player, rival):
    """Shares won, drawn and lost: as first, then as second, (2, 3)."""
    torch.manual_seed(0)
    first, second = play(player, rival, tested)[0], -play(rival, player, tested)[0]
    sides = [[(s == r).float().mean() for r in (1, 0, -1)] for s in (first, second)]
    return np.array(sides)


# %%
to_chance = np.array([against(player, chance) for player, _ in learned])
print("against chance: won, drawn, lost")
for name, row in zip(("first", "second"), to_chance.mean(0)):
    print(f"  as {name:6}", *(f"{share:6.1%}" for share in row))

# %%
#| echo: false
before = train(plain, 0, updates=0)[0]
untrained = against(before, careful)
won_by_trained = float(to_chance[:, :, 0].mean())
lost_to_chance = float(to_chance[:, 1, 2].mean())
untrained_lost = float(untrained[1, 2])
chance_lost = float(against(chance, careful)[1, 2])

# %% [markdown]
# A fine pupil: as second, it loses {{ lost_to_chance:.0%}} of the games against chance, where chance
# itself loses {{ chance_first:.0%}}. Before you go on, bet.
#
# <make-a-guess name="careful" kind="number" min="0" max="100" unit="of 100"
#   answer="{{ careful_percent }}" by="the run"
#   question="Of 100 games as second against the careful rival, how many does it lose? (Chance loses {{ chance_lost:.0%}}.)">
# Of 100 games as second against the careful rival, how many does it lose? (Chance loses
# {{ chance_lost:.0%}}.) Write down a number.
# </make-a-guess>

# %%
#| answers: careful
to_careful = np.array([against(player, careful) for player, _ in learned])
for seed, lost in enumerate(to_careful[:, 1, 2]):
    print(f"seed {seed}: loses {lost:.1%} as second")

# %%
#| echo: false
lost_to_careful = float(to_careful[:, 1, 2].mean())
careful_percent = round(100 * lost_to_careful)
best_seed, worst_seed = to_careful[:, 1, 2].min(), to_careful[:, 1, 2].max()

# %% [markdown]
# <your-guess name="careful"></your-guess>
#
# {{ lost_to_careful:.0%}} on average, from {{ best_seed:.0%}} with the best [seed](../../guide/glossary.md#seed) to
# {{ worst_seed:.0%}} with the worst. Against the careful rival it's another story, and with it goes the
# **misconception** of this page: *it has learned to play.* It has learned what pays **against the rival
# that it met**. A player by chance seldom sees a threat, so leaving two stones unblocked is a bet that
# mostly comes off. Nothing in its training said not to bet.
#
# ## What does a defeat cost?
#
# Nothing, except the reward. A bet that wins nine times and loses once is a good bet if a defeat costs
# as much as a victory brings. So change **one number**: a defeat costs 3. Same network, same rival,
# still by chance, same seeds.
#
# <make-a-guess name="price" kind="choice" answer="{{ price_word }}" by="the run"
#   options="more often | as often | less often"
#   question="A defeat now costs 3. How often does it lose to the careful rival, compared with before?">
# A defeat now costs 3. Does it lose to the careful rival more often than before, as often, or less
# often?
# </make-a-guess>


# %%
#| answers: price
def costly(mine, moves):
    return torch.where(mine < 0, 3 * mine, mine)


wary = [train(costly, seed) for seed in range(seeds)]


# %%
#| answers: price
def verdict(gains):
    """Say whether the mean of these gains, one for each seed, is more than luck."""
    if ttest_1samp(gains, 0).pvalue < 0.05:
        return "a gain" if np.mean(gains) > 0 else "a loss"
    return "nothing"


wary_careful = np.array([against(player, careful) for player, _ in wary])
wary_chance = np.array([against(player, chance) for player, _ in wary])
for seed, lost in enumerate(wary_careful[:, 1, 2]):
    print(f"seed {seed}: loses {lost:.1%} as second")
print("fewer defeats:", verdict(to_careful[:, 1, 2] - wary_careful[:, 1, 2]))
print("more victories over chance:", verdict((wary_chance - to_chance)[:, 1, 0]))

# %%
#| echo: false
price_verdict = verdict(to_careful[:, 1, 2] - wary_careful[:, 1, 2])
price_word = {"a gain": "less often", "a loss": "more often", "nothing": "as often"}[
    price_verdict
]
wary_lost = float(wary_careful[:, 1, 2].mean())
won_plain, won_wary = (
    float(to_chance[:, 1, 0].mean()),
    float(wary_chance[:, 1, 0].mean()),
)
bill_words = {
    "a gain": "and it even wins more often",
    "a loss": "and by the rule that's the bill: caution costs victories",
    "nothing": "and by the rule these seeds see no difference there",
}[verdict((wary_chance - to_chance)[:, 1, 0])]

# %% [markdown]
# <your-guess name="price"></your-guess>
#
# From {{ lost_to_careful:.0%}} down to {{ wary_lost:.0%}}. By [the rule of this
# site](../../guide/luck.md) it's *{{ price_verdict }}*: a dearer defeat makes it more careful, even though it never met
# anybody who was. Over chance it wins {{ won_wary:.0%}} of the games as second, after
# {{ won_plain:.0%}}, {{ bill_words }}.
#
# Hence the opinion of this page: **a reward is a character.** People spend months on the network and an
# afternoon on the reward, and it should be the other way round. Whoever writes `-1` has decided how much risk is
# right, usually without noticing.
#
# ## Every game that there is
#
# With so small a game we needn't sample. Let the network always take its likeliest move; then go
# through *every* way in which an opponent can play against it.


# %%
EMPTY = torch.zeros(2, 9)  # nobody has a stone


# %%
@torch.no_grad()
def all_games(player, its_turn, board=EMPTY, moves=""):
    """Each game: the opponent's squares, 1 to 9, and the result for the player."""
    if has_line(board[1:]):
        return [(moves, -1 if its_turn else 1)]
    free = (board.sum(dim=0) == 0).nonzero()[:, 0].tolist()
    if not free:
        return [(moves, 0)]
    squares = [policy(player, board[None]).argmax().item()] if its_turn else free
    found = []
    for square in squares:
        after = torch.stack([board[1], board[0] + torch.eye(9)[square]])
        said = moves if its_turn else moves + str(square + 1)
        found += all_games(player, not its_turn, after, said)
    return found


# %%
print("games in which the network loses, of all that an opponent can choose:")
for name, players in (("defeat costs 1", learned), ("defeat costs 3", wary)):
    for begins in (True, False):
        counts = []
        for player, _ in players:
            results = [result for _, result in all_games(player, begins)]
            counts.append(f"{results.count(-1)} of {len(results)}")
        print(f"{name}, {'first: ' if begins else 'second:'}", "; ".join(counts))

# %%
#| echo: false
exported = wary[0][0]
second_games = all_games(exported, its_turn=False)
traps = sorted((m for m, r in second_games if r < 0), key=lambda m: (len(m), m))
trap_count, second_count = len(traps), len(second_games)
first_lost = sum(result < 0 for _, result in all_games(exported, its_turn=True))
untrained_second = all_games(before, its_turn=False)
untrained_traps = sum(result < 0 for _, result in untrained_second)
untrained_count = len(untrained_second)
# A game to show: one that beats it if there is any, else the first one.
trap = (traps or [second_games[0][0]])[0]
trap_squares = ", ".join(trap)
trap_words = (
    f"{trap_count} of {second_count} are still lost. Here is the shortest, as a recipe: "
    f"begin, and take the squares {trap_squares}, counted like the keys of a telephone"
    if traps
    else f"none of {second_count} is lost, so there's no way to beat it. You may try "
    f"{trap_squares}, counted like the keys of a telephone"
)
trap_end = (
    "Had an opponent by chance found it often, it would have learned to mind it: it was "
    "never good at what it hardly ever saw."
    if traps
    else "It takes a network without a hole, and that's luck of this seed."
)

# %% [markdown]
# The network at the top of this page is the first of the wary ones, whatever it came to be. Where it's
# second, {{ trap_words }}. (Untrained, it lost {{ untrained_traps }} of {{ untrained_count }}.)
# You can have it played: <try-it demo="three-in-a-row" set="player: after; begin: you; moves: {{ trap }}">these squares, one by
# one</try-it>. {{ trap_end }}
#
# ## Against itself
#
# If the rival is the ceiling, let it play against *itself*: a rival that grows along. That's how the
# famous programs did it, isn't it?

# %%
itself = [train(plain, seed, rival=None) for seed in range(min(seeds, 3))]


# %%
@torch.no_grad()
def watch(player, rival):
    """The boards that a player is to move on as first, (games, turns, 2, 9)."""
    seen = []

    def watched(boards):
        seen.append(boards)
        return player(boards)

    torch.manual_seed(0)
    play(watched, rival, tested)
    return torch.stack(seen, dim=1)


def different_games(player, rival):
    return len(watch(player, rival).flatten(1).unique(dim=0)) / tested


# %%
print("different games, of those that it meets in training:")
for seed, (player, _) in enumerate(itself):
    lost = against(player, careful)[1, 2]
    own = different_games(player, player)
    school = different_games(learned[seed][0], chance)
    print(f"seed {seed}: {own:.1%} against itself (chance as rival: {school:.1%});")
    print(f"        as second it loses {lost:.0%} to the careful rival")

# %%
#| echo: false
self_lost = float(np.mean([against(player, careful)[1, 2] for player, _ in itself]))
self_times = self_lost / max(lost_to_careful, 0.01)
self_variety = float(np.mean([different_games(p, p) for p, _ in itself]))
school_variety = float(np.mean([different_games(p, chance) for p, _ in learned[:3]]))
school_times = school_variety / max(self_variety, 0.001)

# %% [markdown]
# It's **stuck**. Of {{ tested:,}} games that it plays against itself, {{ self_variety:.1%}} are
# different: it meets nearly the same game each time. As soon as one opening pays, it becomes likelier, is played
# more often, and crowds out the rest; and what isn't played any more can't be learned from. A rival by
# chance, fool that he is, brings many more: {{ school_variety:.0%}} are different there. As second
# against the careful rival (chance loses {{ chance_lost:.0%}}), the network that played itself loses {{ self_lost:.0%}} of its games: that's far worse than
# the {{ lost_to_careful:.0%}} of those that learned from chance.
#
# The famous programs have something against it: noise in the openings, old selves as rivals, a search
# that looks ahead ([AlphaZero][@alphazero] has such a search). Without help of that kind, self-play is two people
# who only ever play each other, and get a surprise on holiday.
#
# ## Getting what you pay for
#
# One more reward. Somebody finds the games too short for an exciting evening, and adds half a point for each move of
# the game. What could go wrong?


# %%
def entertaining(mine, moves):
    return mine + 0.5 * moves


hacked = [train(entertaining, seed) for seed in range(min(seeds, 3))]


# %%
@torch.no_grad()
def evening(player):
    """As first against chance: the share of games won, and the mean number of moves."""
    torch.manual_seed(0)
    results, moves, _ = play(player, chance, tested)
    return (results == 1).float().mean().item(), moves.mean().item()


for name, players in (("plain", learned), ("entertaining", hacked)):
    won, length = np.mean([evening(player) for player, _ in players], axis=0)
    print(f"{name:13} wins {won:.0%} of its games, in {length:.1f} moves on average")

# %% [markdown]
# It wins fewer games, and longer ones. Let's watch. Of each of the two, seed 0, here is the first board in its games on
# which one stone would have won. What do their policies say?


# %%
def could_win(player):
    """The boards of its games as first on which one stone would win, (n, 2, 9)."""
    boards = watch(player, chance).flatten(0, 1)
    mine, theirs = boards.unbind(dim=1)
    going = (has_line(mine) + has_line(theirs)) == 0
    return boards[(completes(mine, mine + theirs).sum(dim=1) > 0) & going]


@torch.no_grad()
def takes_wins(player):
    """The share that its policy gives to winning, where it could."""
    boards = could_win(player)
    winning = completes(boards[:, 0], boards.sum(dim=1))
    return (policy(player, boards).exp() * winning).sum(dim=1).mean().item()


# %%
#| fig-alt: Two boards of three by three squares with crosses and noughts, and a share on each free square. Crosses are to move and have two in a row on each.
#| fig-cap: "× is to move, and one stone would win. Left: the plain reward. Right: the entertaining one."
fig, axes = plt.subplots(1, 2, figsize=(6.4, 3))
for ax, (player, _) in zip(axes, (learned[0], hacked[0])):
    board = could_win(player)[:1]
    with torch.no_grad():
        shares = policy(player, board)[0].exp()
    ax.imshow(shares.reshape(3, 3), vmin=0, vmax=1.4)
    for square, share in enumerate(shares):
        stone = "×" if board[0, 0, square] else "○" if board[0, 1, square] else ""
        place = (square % 3, square // 3)
        ax.text(*place, stone or f"{share:.0%}", ha="center", va="center", fontsize=13)
    ax.set(xticks=[0.5, 1.5], yticks=[0.5, 1.5], xticklabels=[], yticklabels=[])
plt.show()

# %%
for name, players in (("plain", learned[:3]), ("entertaining", hacked)):
    takes = [f"{takes_wins(player):.0%}" for player, _ in players]
    print(f"{name:13} takes a win that is there, by seed:", *takes)

# %%
#| echo: false
plain_take = float(np.mean([takes_wins(player) for player, _ in learned]))
hacked_take = float(np.mean([takes_wins(player) for player, _ in hacked]))
plain_won, plain_length = np.mean([evening(p) for p, _ in learned], axis=0).tolist()
hacked_won, hacked_length = np.mean([evening(p) for p, _ in hacked], axis=0).tolist()

# %% [markdown]
# Where a win is there to be had, the plain one takes it with {{ plain_take:.0%}}, on average, and the
# entertaining one with {{ hacked_take:.0%}}. It lets wins lie, and collects moves: {{ hacked_length:.1f}} a game in
# place of {{ plain_length:.1f}}, at the price of {{ hacked_won:.0%}} victories in place of
# {{ plain_won:.0%}}. Nobody cheated. It did what it was paid for, and that is called [**reward
# hacking**](../../guide/glossary.md#reward-hacking). A [boat that turns in circles, on fire, and
# wins][@faulty-rewards] is the same on water. (Committees are paid in this way, too.)
#
# ## Into the browser
#
# The page gets the network at three moments of the same training: before it, after a twentieth of the
# games, and after all. A board goes in, own stones first; three times nine shares come out.


# %%
class Moments(nn.Module):
    def __init__(self, players):
        super().__init__()
        self.players = nn.ModuleList(players)

    def forward(self, squares):
        """Shares of three players (n, 9) each, for boards (n, 18)."""
        taken = squares[:, :9] + squares[:, 9:]
        return tuple((p(squares) - 1e9 * taken).softmax(dim=1) for p in self.players)


# %%
counts = [0, updates // 20, updates]
moments = Moments([train(costly, 0, updates=count)[0] for count in counts]).eval()
with torch.no_grad():
    again = moments(EMPTY.reshape(1, 18))[2]
    wanted = policy(wary[0][0], EMPTY[None]).exp()
export_error = (again - wanted).abs().max().item()
print("the same seed, the same player:", export_error < 1e-5)

# %%
#| echo: false
moments_text = " ".join(str(count * games) for count in counts)
all_games_text = f"{updates * games:,}"

# %% tags=["hide-output"]
from layerbylayer import to_tfjs

examples = torch.zeros(16, 18)
for row in range(16):  # boards of some stones
    stones = torch.randperm(9, generator=torch.Generator().manual_seed(row))
    examples[row, stones[: row % 4]] = 1
    examples[row, 9 + stones[4 : 4 + row % 4]] = 1
card = to_tfjs(
    moments,
    "exported/three-in-a-row",
    title="Three in a row: shares of the squares at three moments of a training",
    labels=[str(square) for square in range(1, 10)],
    example=examples,
)

# %% [markdown]
# Go back to the game at the top and look at what it thinks: the shade of a square is its share. Then choose
# <try-it demo="three-in-a-row" set="player: yours">*Yours*</try-it> and press *Train*: the same policy
# gradient, written out by hand, runs in your browser, from random [weights](../../guide/glossary.md#weight). Play against it while it
# learns. The small board beside the curve is its opening, and it tells you when it has made up its mind.
#
# ## Exercises
#
# **1. A minute.** Leave *Yours* untrained, set the price of a defeat to 0, and train it. Then to 3, and
# train a new one.
#
# <check-yourself name="price-zero" kind="choice" answer="the one with price 0"
#   options="the one with price 0 | the one with price 3 | both alike"
#   question="Which of the two loses more often to somebody who sees threats?"
#   hint="What does it cost to leave a threat unblocked, in each of the two?"
#   wrong="the one with price 3: A threat that it leaves may cost it three points. | both alike: They have the same network and the same rival. What they're paid differs."
#   why="With price 0 a lost game is worth as much as a drawn one. It has nothing to lose, so it blocks only where that helps it to win: in the run it loses {{ careless_lost:.0%}} of its games as second against the careful rival, and with price 3 {{ wary_lost:.0%}}.">
# The one with price 0: a defeat is no worse for it than a draw.
# </check-yourself>
#
# **2. On paper.** Three games had the returns 1, 1 and -1, and the baseline is their mean.
#
# <check-yourself name="advantage" kind="number" answer="-1.33" tolerance="0.01"
#   question="By what is the log-share of a move in the third game multiplied?"
#   hint="The mean of 1, 1 and -1 is a third."
#   wrong="-1: That's the return. The baseline is still to be subtracted. | -0.67: The baseline is subtracted, not added."
#   why="-1 minus 1/3 is -1.33. Losing is more of a surprise to somebody who mostly wins, and counts for more.">
# -1 - 1/3 = -1.33.
# </check-yourself>
#
# **3. On paper, again.** A share is 1/2, the return is 2, and there are only two moves.
#
# <check-yourself name="log-slope" kind="number" answer="1"
#   question="What is return times slope of the log-share, for the score of the move that was played?"
#   hint="For a softmax, the slope is 1 minus the share, for the move that was played."
#   wrong="2: That's the return. The slope is smaller than 1. | -1: That's for the other move."
#   why="2 · (1 - 1/2) = 1. Had the share been 0.99 already, it would be 0.02: what it does anyway, it needn't be taught.">
# 2 · (1 - 1/2) = 1.
# </check-yourself>
#
# **4. A better rival.** Train with `rival=careful`, and count all games as above.
#
# <check-yourself name="better-rival" kind="choice" answer="it wins less often against chance"
#   options="it wins less often against chance | it loses no game at all | it learns nothing"
#   question="Compared with the one that learned from chance, what happens?"
#   hint="What does it learn about boards that a careful rival never lets happen?"
#   wrong="it loses no game at all: The careful rival doesn't play everything, either. | it learns nothing: It draws and wins more often than before, only from a harder school."
#   why="With seed 0 it wins {{ school_won:.0%}} of its games against chance, where the plain one wins {{ school_plain:.0%}}. It has hardly ever met a mistake, and doesn't know what to do with one.">
# It wins less often against chance: {{ school_won:.0%}} against {{ school_plain:.0%}}.
# </check-yourself>
#
# **5. A game of your own.** Change `LINES`: without the two diagonals, or with three corners as a line
# of their own. What else has to change?
#
# <check-yourself name="own" kind="choice" answer="nothing"
#   options="nothing | the network | the reward"
#   question="What has to change besides LINES, for the training to run?"
#   hint="Where in the training do the rules come in?"
#   wrong="the network: It sees 18 numbers and gives 9 scores, whatever the lines are. | the reward: It's still 1 for a win, whatever a win is."
#   why="A policy gradient knows no rules. It needs a player with log-shares and a number at the end. So the same dozen lines train other games, robots and, with other rewards, chatbots.">
# Nothing: a policy gradient needs no rules, only log-shares and a reward.
# </check-yourself>

# %%
#| echo: false
careless = [
    train(lambda mine, _: mine.clamp(min=0), s)[0] for s in range(min(seeds, 2))
]
careless_lost = float(np.mean([against(p, careful)[1, 2] for p in careless]))
school, _ = train(plain, 0, rival=careful)
school_won = float(against(school, chance)[:, 0].mean())
school_plain = float(to_chance[0, :, 0].mean())

# %% [markdown]
# ## Where next
#
# You've trained a network without a single right answer, calmed it with a baseline, and seen that it
# becomes what it's paid for by those it meets. In 1963 Donald Michie described how he did it with three hundred
# matchboxes and coloured beads ([MENACE][@menace]): a bead drawn was a move, and after a
# game beads were added or taken away. No `loss.backward()`: the
# gradient was a handful of beads.
#
# - [Pong from Pixels][@pong] (Andrej Karpathy): the same gradient, a larger game, and the best intuition in print.
# - [Spinning Up in Deep RL][@spinning-up]: what has been added since: critics, trust regions, replays.
# - [Reinforcement Learning: An Introduction][@sutton-barto] (Richard Sutton and Andrew Barto): the
#   textbook; its first chapter plays three in a row, too.
