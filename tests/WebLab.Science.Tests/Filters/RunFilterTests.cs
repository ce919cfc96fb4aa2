using System.Diagnostics;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;
using WebLab.Science.Filters;
using WebLab.Science.Runs;

namespace WebLab.Science.Tests.Filters;

public sealed class RunFilterTests
{
    private static readonly RunSummary[] All =
    [
        Runs.Of("clean", testAccuracy: 0.9, tags: ["paper"], fit: 5),
        Runs.Of("noisy", noise: 0.4, testAccuracy: 0.6, tags: ["paper", "draft-2"], trainLoss: 0.2),
        Runs.Of("noisier", noise: 0.8, testAccuracy: 0.59, tags: ["paper"], note: "see *figure* 3", trainLoss: 0.1),
        Runs.Of("wide", ModelName.Mlp3x512, noise: 0.4, testAccuracy: 0.7),
        Runs.Of("waiting", noise: 0.4, status: RunStatus.Queued),
    ];

    [Theory]
    [InlineData("", "clean noisy noisier wide waiting")]
    [InlineData("  \t ", "clean noisy noisier wide waiting")]
    [InlineData("model = mlp-1x512 and noise > 0.3 and test.acc >= best - 0.02 and tag:paper", "noisy noisier")]
    [InlineData("noise > 0.3 and test.acc = best", "wide")]
    [InlineData("noise > 30% and test.acc >= best-10%", "wide noisy")]
    [InlineData("noise > 0.3 test.acc >= best - 11 %", "noisy noisier wide")]
    [InlineData("test.acc >= best -0.2", "clean wide")]
    [InlineData("train.loss = best", "noisier")]
    [InlineData("not (test.acc = best)", "noisy noisier wide waiting")]
    [InlineData("MODEL=MLP-3X512", "wide")]
    [InlineData("tag:paper and not tag:draft-2", "clean noisier")]
    [InlineData("tag ~ draft", "noisy")]
    [InlineData("tag = none", "wide waiting")]
    [InlineData("status = queued or name = clean", "clean waiting")]
    [InlineData("status != completed", "waiting")]
    [InlineData("(noise = 0.4 or noise = 0.8) and tag:paper", "noisy noisier")]
    [InlineData("noise = 0.4 or noise = 0.8 and tag:paper", "noisy noisier wide waiting")]
    [InlineData("test.acc = none", "waiting")]
    [InlineData("test.acc != 0.9", "noisy noisier wide waiting")]
    [InlineData("fit.epochs != none", "clean")]
    [InlineData("noisy", "noisy")]
    [InlineData("nois", "clean noisy noisier wide waiting")]
    [InlineData("\"figure* 3\"", "noisier")]
    [InlineData("note ~ \"see *\"", "noisier")]
    [InlineData("partially tag:paper", "noisy noisier")]
    [InlineData("created = 2026-11-24 and name:wide", "wide")]
    [InlineData("created > 2026-11-24", "")]
    [InlineData("created >= \"2026-11-24 12:00\" name = wide", "wide")]
    [InlineData("corruption.noiseRate < 0.1", "clean")]
    [InlineData("archived = true", "")]
    [InlineData("gap <= 0.1", "clean")]
    [InlineData("noise == 0.8", "noisier")]
    [InlineData("noise in (0.4,0.8)", "noisy noisier wide waiting")]
    [InlineData("noise in (0 %, 80 %) and tag:paper", "clean noisier")]
    [InlineData("model in (mlp-3x512)", "wide")]
    [InlineData("noise not in (0.4, 0.8)", "clean")]
    [InlineData("name in (\"clean\" \"wide\")", "clean wide")]
    [InlineData("noise>0.3 & tag:paper", "noisy noisier")]
    [InlineData("noise>0.5 || status=queued && noise>0.3", "noisier waiting")]
    [InlineData("created = \"2026-11-24 12:00\" name = wide", "wide")]
    [InlineData("created = \"2026-11-24T12:00:00\" name = wide", "wide")]
    [InlineData("created > \"2026-11-24 12:00\"", "")]
    [InlineData("created != \"2026-11-24 12:01\" name = wide", "wide")]
    [InlineData("created <= 9999-12-31 name = wide", "wide")]
    [InlineData("created > 9999-12-31", "")]
    [InlineData("created > \"9999-12-31 23:59:59\"", "")]
    public void Filter_finds_the_runs_that_meet_it(string filter, string names) =>
        Assert.Equal(
            names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(),
            RunFilter.Parse(filter).Apply(All).Select(run => run.Name).Order()
        );

    [Theory]
    [InlineData("modle = mlp-1x512", 1, "did you mean model")]
    [InlineData("xyzzy = 1", 1, "there is no field xyzzy")]
    [InlineData("model = resnet", 9, "model must be one of")]
    [InlineData("model > mlp-1x512", 7, "takes =, != or ~")]
    [InlineData("noise > ", 9, "a value is missing after noise >")]
    [InlineData("noise > and tag:paper", 9, "a value is missing after noise >")]
    [InlineData("noise > high", 9, "compared with a number")]
    [InlineData("noise > NaN", 9, "compared with a number")]
    [InlineData("noise > 1e999", 9, "compared with a number")]
    [InlineData("noise ~ 0.3", 7, "means nothing")]
    [InlineData("noise > best", 9, "has no best")]
    [InlineData("noise 0.3", 7, "an operator is missing")]
    [InlineData("test.acc >= best -", 19, "a number is missing after best")]
    [InlineData("test.acc >= best - much", 20, "a number is missing after best")]
    [InlineData("test.acc ! 0.3", 10, "! must be followed by =")]
    [InlineData("test.acc => 0.3", 11, "a value is missing")]
    [InlineData("= 0.3", 1, "a field is missing before =")]
    [InlineData("and noise > 0.3", 1, "a condition is missing before and")]
    [InlineData("noise > 0.3 and", 16, "a condition is missing here")]
    [InlineData("noise > 0.3 or or tag:x", 16, "a condition is missing before or")]
    [InlineData("not", 4, "a condition is missing here")]
    [InlineData("(noise > 0.3", 1, "is never closed")]
    [InlineData("noise > 0.3)", 12, "closes nothing")]
    [InlineData("()", 2, "a condition is missing before this )")]
    [InlineData("name = \"open", 8, "quote is never closed")]
    [InlineData("created > tomorrow", 11, "a date such as 2026-01-31")]
    [InlineData("created ~ 2026-01-31", 9, "means nothing")]
    [InlineData("tag > paper", 5, "tag takes")]
    [InlineData("status = done", 10, "status must be one of")]
    [InlineData("noise > 0.3 > 0.2", 13, "has no field before it")]
    [InlineData("pinned = yes", 10, "must be one of true, false")]
    [InlineData("name < b", 6, "is text")]
    [InlineData("$.name = x", 1, "there is no field")]
    [InlineData("noise>0.3 &", 12, "a condition is missing here")]
    [InlineData("noise>0.3 |", 12, "a condition is missing here")]
    [InlineData("& noise>0.3", 1, "a condition is missing before")]
    [InlineData("noise > 0.3 ;", 13, "; is no word")]
    [InlineData("seed in ()", 9, "values are missing after seed in")]
    [InlineData("seed in (1, x)", 13, "seed must be compared with a number")]
    [InlineData("sede in (1, 2)", 1, "did you mean seed")]
    [InlineData("seed in (1, 2", 9, "is never closed")]
    public void Bad_filter_is_refused_at_its_column(string filter, int column, string sentence)
    {
        var error = Assert.Throws<FilterException>(() => RunFilter.Parse(filter));
        Assert.Contains(sentence, error.Sentence, StringComparison.Ordinal);
        Assert.Equal(column, error.Column);
        Assert.EndsWith(error.Sentence[^1] == '?' ? "?" : ".", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Hostile { get; } =
        new()
        {
            { string.Join(" or ", Enumerable.Repeat("noise > 0.3", 10_000)), "at most 2000 characters" },
            { string.Join(' ', Enumerable.Repeat("a", 999)), "at most 100 conditions" },
            { new('(', 1_999), "20 deep" },
            { string.Concat(Enumerable.Repeat("not ", 499)), "20 deep" },
            { string.Concat(Enumerable.Repeat("(a ", 600)), "20 deep" },
            { "note ~ \"(a+)+$\" and " + new string('(', 21) + "a" + new string(')', 21), "20 deep" },
            { new string('x', 1_990) + " = 1", "there is no field xxx" },
        };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_filter_is_refused_at_once(string filter, string sentence)
    {
        var watch = Stopwatch.StartNew();
        var error = Assert.Throws<FilterException>(() => RunFilter.Parse(filter));
        Assert.Contains(sentence, error.Sentence, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 300, error.Message);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"It took {watch.Elapsed}.");
    }

    [Fact]
    public void What_looks_like_a_regex_is_only_text()
    {
        var run = Runs.Of(new string('a', 190) + "!", note: "(a+)+$");
        Assert.Single(RunFilter.Parse("\"(a+)+$\"").Apply([run]));
        Assert.Empty(RunFilter.Parse("name ~ \"(a+)+$\"").Apply([run]));
    }

    [Theory]
    [InlineData("the \"best\" run")]
    [InlineData("\"")]
    [InlineData("C:\\data\\")]
    [InlineData("a\\\"b")]
    [InlineData("R&D | 3")]
    [InlineData("None")]
    [InlineData("best-2")]
    [InlineData("and")]
    public void Any_name_can_be_asked_for(string name)
    {
        var run = Runs.Of(name);
        Assert.Single(RunFilter.Parse($"name = {FilterText.Of(name)}").Apply([run, Runs.Of("other")]));
    }

    [Fact]
    public void A_backslash_before_any_other_character_is_itself() =>
        Assert.Single(RunFilter.Parse("name = \"C:\\data\"").Apply([Runs.Of("C:\\data")]));

    [Fact]
    public void A_run_is_found_by_the_second_it_started_in()
    {
        var run = Runs.Of("a") with { StartedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 5, 417, TimeSpan.Zero) };
        Assert.Single(RunFilter.Parse($"started = \"{RunFields.Find("started")!.Read(run)}\"").Apply([run]));
    }

    [Fact]
    public void A_list_of_values_counts_as_so_many_conditions()
    {
        var error = Assert.Throws<FilterException>(() => RunFilter.Parse($"seed in ({string.Join(',', Enumerable.Range(1, 101))})"));
        Assert.Contains("at most 100 conditions", error.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Archived_runs_are_asked_for_by_name()
    {
        Assert.True(RunFilter.Parse("archived = true").NamesArchived);
        Assert.False(RunFilter.Parse("name = archived").NamesArchived);
    }

    [Fact]
    public void Best_of_no_value_holds_for_no_run() => Assert.Empty(RunFilter.Parse("test.acc >= best").Apply([Runs.Of("waiting")]));

    [Fact]
    public void Every_field_can_be_named_read_and_sorted_by()
    {
        foreach (var field in RunFields.All)
        {
            Assert.Same(field, RunFields.Find(field.Name));
            foreach (var alias in field.Aliases)
                Assert.Same(field, RunFields.Find(alias));
            Assert.Equal(All.Length, field.Order(All, descending: true).Count());
        }
        Assert.Equal(RunFields.All.Count, RunFields.All.Select(field => field.Name).Distinct().Count());
    }

    [Theory]
    [InlineData(true, "clean")]
    [InlineData(false, "noisier")]
    public void Runs_without_a_value_sort_last_either_way(bool descending, string first)
    {
        var sorted = RunFields.Find("test.acc")!.Order(All, descending).Select(run => run.Name).ToList();
        Assert.Equal(first, sorted[0]);
        Assert.Equal("waiting", sorted[^1]);
    }
}
