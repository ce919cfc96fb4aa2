using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using WebLab.Client.LabelAudits;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts.LabelAudits;

namespace WebLab.Client.Tests.LabelAudits;

/// <summary>Sixty suspects of three classes, 0 to 59, decided on by keys, one by one and many at once.</summary>
public sealed class SuspectPanelTests : PageTest
{
    private const int OnePage = 25;

    [Theory]
    [InlineData("g", LabelDecision.Keep, null)]
    [InlineData("s", LabelDecision.Relabel, 1)]
    [InlineData("d", LabelDecision.SetAside, null)]
    public async Task A_key_decides_leads_to_the_next_row_and_is_taken_back(string key, LabelDecision decision, int? label)
    {
        var page = Open();
        await Press(page, 3, key);
        Assert.Equal([new LabelVote("train", 3, decision, label)], page.Instance.Votes);
        Assert.Equal("suspect-train-4", Focused);
        await Press(page, 4, "u");
        Assert.Empty(page.Instance.Votes);
        Assert.Equal("suspect-train-3", Focused);
    }

    [Fact]
    public async Task After_the_last_row_of_a_page_the_next_page_has_the_keyboard_and_j_and_k_turn_pages()
    {
        var page = Open();
        await Press(page, 24, "g");
        Assert.Equal("suspect-train-25", Focused);
        Assert.Equal(OnePage, page.FindAll("[data-row]").Count);
        await Press(page, 25, "k");
        Assert.Equal("suspect-train-24", Focused);
        await Press(page, 24, "j");
        Assert.Equal("suspect-train-25", Focused);
        // Taken back on the page before.
        await Press(page, 30, "u");
        Assert.Equal("suspect-train-24", Focused);
        Assert.NotNull(page.Find("#suspect-train-24"));
    }

    [Fact]
    public async Task The_last_of_the_list_is_told_and_decided_once()
    {
        var page = Open(count: 2);
        await Press(page, 1, "s");
        await Press(page, 1, "s");
        Assert.Single(page.Instance.Sent);
        Assert.Contains("That was the last of the list.", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("suspect-train-1", Focused);
        await Press(page, 1, "u");
        Assert.Empty(page.Instance.Votes);
    }

    [Fact]
    public async Task What_is_decided_leaves_the_list_of_what_is_still_to_decide_and_the_next_has_the_keyboard()
    {
        var page = Open();
        await page.InvokeAsync(() => page.Find(".switch input").Change(true));
        await Press(page, 24, "d");
        Assert.Equal("suspect-train-25", Focused);
        Assert.Empty(page.FindAll("#suspect-train-24"));
        Assert.NotNull(page.Find("#suspect-train-25"));
    }

    [Fact]
    public async Task Another_class_is_written_taken_by_Enter_and_the_next_row_has_the_keyboard()
    {
        var page = Open();
        await Press(page, 0, "o");
        Assert.Equal(ClassPicker.InputId, Focused);
        Assert.Equal(["cat", "dog", "doge"], Choices(page));
        await Write(page, "do");
        Assert.Equal(["dog", "doge"], Choices(page));
        // Nothing is said by what is passed on the way.
        Assert.Empty(page.Instance.Sent);
        await Key(page, "input[id=class-picker-name]", "Enter");
        // The suggested one is among them, and the given one keeps.
        Assert.Equal([new LabelVote("train", 0, LabelDecision.Relabel, 1)], page.Instance.Votes);
        Assert.Equal("suspect-train-1", Focused);
        Assert.Empty(page.FindAll(".class-picker"));

        await Press(page, 1, "o");
        await Write(page, "CAT");
        await Key(page, "input[id=class-picker-name]", "Enter");
        Assert.Contains(new LabelVote("train", 1, LabelDecision.Keep), page.Instance.Votes);

        await Press(page, 2, "o");
        await Key(page, ".class-picker", "Escape");
        Assert.Equal("suspect-train-2", Focused);
        Assert.Empty(page.FindAll(".class-picker"));
        Assert.Equal(2, page.Instance.Sent.Count);
    }

    [Fact]
    public async Task A_tile_has_the_keys_of_a_row_and_what_is_chosen_is_decided_together_and_taken_back_together()
    {
        var page = Open();
        await Click(page, () => page.FindAll("button").Single(button => button.TextContent == "Contact sheet"));
        await Press(page, 7, "g");
        Assert.Equal([new LabelVote("train", 7, LabelDecision.Keep)], page.Instance.Votes);
        Assert.Equal("suspect-train-8", Focused);

        foreach (var tile in new[] { 10, 11, 13 })
            await Click(page, $"#suspect-train-{tile}");
        await Press(page, 11, "s");
        Assert.Equal([7, 10, 11, 13], page.Instance.Votes.Select(vote => vote.Index).Order());
        Assert.Equal("suspect-train-12", Focused);
        await Press(page, 12, "u");
        Assert.Equal([7], page.Instance.Votes.Select(vote => vote.Index));
    }

    [Fact]
    public async Task Another_class_is_taken_for_all_that_are_chosen_in_one_step()
    {
        var page = Open();
        await Click(page, () => page.FindAll("button").Single(button => button.TextContent == "Contact sheet"));
        foreach (var tile in new[] { 0, 1 })
            await Click(page, $"#suspect-train-{tile}");
        await Click(page, "#other-for-all");
        Assert.Equal(ClassPicker.InputId, Focused);
        await Click(page, () => page.FindAll(".class-picker button").Single(button => button.TextContent == "doge"));
        page.WaitForAssertion(() =>
            Assert.Equal(
                [new("train", 0, LabelDecision.Relabel, 2), new LabelVote("train", 1, LabelDecision.Relabel, 2)],
                page.Instance.Votes.OrderBy(vote => vote.Index)
            )
        );
        await Click(page, () => page.FindAll("button").Single(button => button.TextContent == "Undo"));
        page.WaitForAssertion(() => Assert.Empty(page.Instance.Votes));
    }

    [Fact]
    public async Task Methods_are_compared_by_their_ranking_by_what_each_rule_flags_and_by_what_two_share()
    {
        var page = Open();
        Assert.Equal("suspect-train-0", page.FindAll("[data-row]")[0].Id);
        await page.InvokeAsync(() => Select(page, "Sorted by").Change("normalised-margin"));
        Assert.Equal("suspect-train-59", page.FindAll("[data-row]")[0].Id);
        Assert.Equal("0.205", page.Find("[data-label=Score]").TextContent);
        await page.InvokeAsync(() => Select(page, "Flagged by").Change("prune-by-noise-rate"));
        Assert.Contains("20 of 60 suspects", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Equal("suspect-train-57", page.FindAll("[data-row]")[0].Id);
        Assert.Equal(
            [["60", "20", "40"], ["20", "20", "0"]],
            page.FindAll(".rule-table tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent))
        );
    }

    // Every third is flagged by the second rule too; the margins rank the other way round.
    private static LabelSuspect Suspect(int index) =>
        new()
        {
            Split = "train",
            Index = index,
            Given = 0,
            Suggested = 1,
            Score = index / 100.0,
            Agree = index % 3 == 0 ? 2 : 1,
            Scores =
            [
                new("self-confidence", index / 100.0, true),
                new("normalised-margin", 0.5 - (index / 200.0), true),
                new("prune-by-class", null, true),
                new("prune-by-noise-rate", null, index % 3 == 0),
            ],
        };

    private string? Focused => JSInterop.Invocations["show"] is [.., var last] ? last.Arguments[0] as string : null;

    private IRenderedComponent<Panel> Open(int count = 60)
    {
        JSInterop.SetupModule("./js/keys.js").Mode = JSRuntimeMode.Loose;
        var report = new LabelAuditReport
        {
            Title = "pets",
            ScoredBy = "own features",
            Examples = 100,
            Classes = ["cat", "dog", "doge"],
            Options = new(),
            Suspects = [.. Enumerable.Range(0, count).Select(Suspect)],
            SuspectCount = count,
        };
        return Render<Panel>(parameters => parameters.Add(panel => panel.Report, report));
    }

    private static Task Press(IRenderedComponent<Panel> page, int suspect, string key) => Key(page, $"#suspect-train-{suspect}", key);

    private static Task Key(IRenderedComponent<Panel> page, string selector, string key) =>
        page.InvokeAsync(() => page.Find(selector).KeyDownAsync(new KeyboardEventArgs { Key = key }));

    private static Task Write(IRenderedComponent<Panel> page, string text) =>
        page.InvokeAsync(() => page.Find($"#{ClassPicker.InputId}").Input(text));

    private static IEnumerable<string> Choices(IRenderedComponent<Panel> page) =>
        page.FindAll(".class-picker button").Select(button => button.TextContent);

    private static IElement Select(IRenderedComponent<Panel> page, string label) =>
        page.FindAll("label").Single(each => each.TextContent.StartsWith(label, StringComparison.Ordinal)).QuerySelector("select")!;

    /// <summary>The page around it, which holds the votes.</summary>
    private sealed class Panel : ComponentBase
    {
        [Parameter]
        public LabelAuditReport Report { get; set; } = null!;

        public List<LabelVote> Votes { get; } = [];

        public List<IReadOnlyList<LabelVote>> Sent { get; } = [];

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            builder.OpenComponent<SuspectPanel>(0);
            builder.AddComponentParameter(1, "Dataset", "pets");
            builder.AddComponentParameter(2, "Report", Report);
            builder.AddComponentParameter(3, "MayVote", true);
            builder.AddComponentParameter(4, "Votes", (IReadOnlyList<PersonVotes>)[new PersonVotes("", true, [.. Votes])]);
            builder.AddComponentParameter(5, "OnVote", EventCallback.Factory.Create<IReadOnlyList<LabelVote>>(this, Take));
            builder.CloseComponent();
        }

        // As over a wire: what holds the keyboard is told after the answer was drawn.
        private async Task Take(IReadOnlyList<LabelVote> votes)
        {
            await Task.Yield();
            Sent.Add(votes);
            foreach (var vote in votes)
            {
                Votes.RemoveAll(known => known.Index == vote.Index);
                if (vote.Decision is not null)
                    Votes.Add(vote);
            }
        }
    }
}
