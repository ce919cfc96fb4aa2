using System.Collections.Concurrent;
using System.Net.Http.Json;
using Microsoft.Playwright;
using WebLab.Contracts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Runs;
using WebLab.Contracts.Specs;

namespace WebLab.EndToEnd.Tests.Hosting;

/// <summary>One server and one browser for a class of tests; every page that a test opens belongs to a visitor whom the lab has not seen,
/// even where the browser's cache has.</summary>
public sealed class LabFixture : IAsyncLifetime
{
    // Two cores may be busy with other things: what is late is waited for, what never comes fails. A data-randomisation test took 47 s
    // beside another class on two quick cores.
    private const int Timeout = 240_000;

    private readonly List<(IBrowserContext Context, string? Test)> _contexts = [];

    // Of tests that are over, without what they left but for what a first visit fetches.
    private readonly Stack<IBrowserContext> _cached = [];
    private readonly Dictionary<string, IPage> _visitors = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;
    private Task<IReadOnlyList<RunSummary>>? _trueAndRandom;
    private Task<RunSummary>? _measures,
        _randomisation,
        _maps,
        _scores,
        _audit;

    public LabProcess Lab { get; private set; } = null!;

    /// <summary>The folder of data sets that the server is given; null for none.</summary>
    internal string? Data { get; init; } = ReferenceData();

    /// <summary>The server's store; null for a new one that goes with it.</summary>
    internal string? Store { get; init; }

    /// <summary>Whether people log in; without, everyone may do everything.</summary>
    internal bool HasAccounts { get; init; }

    /// <summary>Further options of the server, with their values.</summary>
    internal IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>What browsers wrote to their consoles as errors.</summary>
    public ConcurrentQueue<string> ConsoleErrors { get; } = [];

    public async ValueTask InitializeAsync()
    {
        Lab = await LabProcess.Start(
            new(Built.PublishedServer)
            {
                Store = Store,
                HasAccounts = HasAccounts,
                Options = [.. Settings, .. Data is null ? [] : new[] { "--data", Data }],
            }
        );
        Assertions.SetDefaultExpectTimeout(Timeout);
        _playwright = await Playwright.CreateAsync();
        _browser = await Chromium.Launch(_playwright);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Lab.DisposeAsync();
    }

    /// <param name="path">Where to go.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="height">Of the window, in pixels.</param>
    /// <param name="scheme">The colours that the system asks for.</param>
    /// <param name="session">Who is logged in, as another context's storage; null for nobody.</param>
    public async Task<IPage> OpenAsync(
        string path,
        int width = 1440,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light,
        string? session = null
    )
    {
        await CloseFormer();
        var context =
            session is null && _cached.TryPop(out var cached)
                ? cached
                : await _browser.NewContextAsync(new() { BaseURL = Lab.Address.ToString(), StorageState = session });
        _contexts.Add((context, TestContext.Current.Test?.UniqueID));
        context.SetDefaultTimeout(Timeout);
        var page = await context.NewPageAsync();
        await page.SetViewportSizeAsync(width, height);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        page.Console += (_, line) => Record(line.Type == "error", $"{path}: {line.Text}");
        page.PageError += (_, fault) => Record(true, $"{path}: {fault}");
        await page.GotoAsync(path);
        return page;
    }

    /// <summary>Goes there in the wide and light window of somebody who is here already, within the site as a link does (a link from
    /// elsewhere, and one to a place on a page, loads it again); back when the page asks for nothing more.</summary>
    public async Task<IPage> ReturnAsync(string path, string? session)
    {
        if (!_visitors.TryGetValue(session ?? "", out var page))
        {
            page = await OpenAsync(path, session: session);
            _contexts.RemoveAll(one => one.Context == page.Context);
            _visitors[session ?? ""] = page;
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            return page;
        }
        await page.SetViewportSizeAsync(1440, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        if (path.StartsWith('/') && !path.Contains('#', StringComparison.Ordinal))
        {
            using var network = new QuietNetwork(page);
            await page.EvaluateAsync("path => Blazor.navigateTo(path)", path);
            await network.WaitAsync(TimeSpan.FromMilliseconds(Timeout));
        }
        else
        {
            await page.GotoAsync("about:blank");
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        }
        return page;
    }

    /// <summary>Launches by the API what a test only needs to be there.</summary>
    public async Task<Experiment> LaunchAsync(string name, params IReadOnlyList<RunRequest> runs)
    {
        using var http = new HttpClient { BaseAddress = Lab.Address };
        using var answer = await http.PostAsJsonAsync(
            ApiRoutes.Experiments,
            new ExperimentRequest { Name = name, Runs = runs },
            LabJson.Options
        );
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Experiment>(LabJson.Options))!;
    }

    /// <summary>Launches, and waits until every run has completed.</summary>
    public async Task<IReadOnlyList<RunSummary>> FinishedAsync(string name, params IReadOnlyList<RunRequest> runs)
    {
        var experiment = await LaunchAsync(name, runs);
        using var http = new HttpClient { BaseAddress = Lab.Address };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var waited = 0; waited < Timeout; waited += 200)
        {
            var now = (await http.GetFromJsonAsync<Experiment>($"{ApiRoutes.Experiments}/{experiment.Summary.Id}", LabJson.Options))!.Runs;
            if (now.All(run => run.Status == RunStatus.Completed))
                return now;
            await timer.WaitForNextTickAsync();
        }
        throw new TimeoutException($"The runs of {name} had not all completed after {Timeout / 1000} s.");
    }

    /// <summary>A finished run with true labels and one with random ones, for tests that only look at them: trained once a class.</summary>
    public Task<IReadOnlyList<RunSummary>> TrueAndRandomAsync() =>
        _trueAndRandom ??= FinishedAsync("True and random", Recipes.Short, Recipes.ShortRandom);

    /// <summary>The finished measures of the second of those.</summary>
    public Task<RunSummary> MeasuresAsync() => _measures ??= Measure();

    /// <summary>A finished data-randomisation test, as small as there is.</summary>
    public Task<RunSummary> RandomisationAsync() => _randomisation ??= Randomise();

    /// <summary>Finished maps of where those two look, of one image.</summary>
    public Task<RunSummary> MapsAsync() => _maps ??= Look();

    /// <summary>Finished scores of examples, by as few networks as there may be.</summary>
    public Task<RunSummary> ScoresAsync() => _scores ??= Score();

    /// <summary>A finished audit of labels, some of them wrong, so that there are suspects.</summary>
    public Task<RunSummary> AuditAsync() => _audit ??= Audit();

    public async Task ActAsync(RunAction action)
    {
        using var http = new HttpClient { BaseAddress = Lab.Address };
        using var answer = await http.PostAsJsonAsync(ApiRoutes.RunActions, action, LabJson.Options);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<RunSummary> Measure()
    {
        var fields = FieldGroup.Empty.With("runs", $"{(await TrueAndRandomAsync())[1].Id}").With("measureSample", 100);
        return (await FinishedAsync("Measured", new RunRequest("Measures", Of(100, "measures", fields))))[0];
    }

    private async Task<RunSummary> Randomise()
    {
        var fields = FieldGroup
            .Empty.With("saliencyNetwork", "mlp")
            .With("saliencySeeds", 1)
            .With("saliencyImages", 1)
            .With("saliencyEpochs", 1)
            .With("saliencyRandomEpochs", 1);
        return (await FinishedAsync("Randomised", new RunRequest("Data-randomisation test", Of(100, "data-randomisation", fields))))[0];
    }

    private async Task<RunSummary> Look()
    {
        var fields = FieldGroup
            .Empty.With("runs", string.Join(',', (await TrueAndRandomAsync()).Select(run => run.Id)))
            .With("mapImages", 1);
        return (await FinishedAsync("Looked", new RunRequest("Where they look", Of(100, "saliency-maps", fields))))[0];
    }

    private async Task<RunSummary> Score()
    {
        var fields = FieldGroup.Empty.With("scoreNetworks", 4).With("scoreEpochs", 1);
        return (await FinishedAsync("Scored", new RunRequest("Scores of examples", Of(100, "example-scores", fields))))[0];
    }

    private async Task<RunSummary> Audit()
    {
        var spec = Of(300, "label-audit", FieldGroup.Empty.With("auditPermutations", 99).With("auditTraining", false)) with
        {
            Corruption = new() { Kind = CorruptionKind.SymmetricLabels, NoiseRate = 0.2 },
        };
        return (await FinishedAsync("Audited", new RunRequest("Label audit", spec)))[0];
    }

    private static RunSpec Of(int size, string kind, FieldGroup fields) =>
        new()
        {
            TrainSize = size,
            TestSize = size,
            Analysis = new() { Kind = kind, Fields = fields },
        };

    // Pages of tests that are over would go on drawing what comes live.
    private async Task CloseFormer()
    {
        foreach (var former in _contexts.Where(one => one.Test != TestContext.Current.Test?.UniqueID).ToList())
        {
            _contexts.Remove(former);
            if (_browser.Contexts.Contains(former.Context) && former.Context.Pages is [var first, ..])
                await Forget(former.Context, first);
        }
    }

    private async Task Forget(IBrowserContext context, IPage first)
    {
        foreach (var page in context.Pages.Skip(1).ToList())
            await page.CloseAsync();
        // A page of the lab could write once more what is being cleared.
        await first.GotoAsync("about:blank");
        var browser = await context.NewCDPSessionAsync(first);
        await browser.SendAsync(
            "Storage.clearDataForOrigin",
            new() { ["origin"] = Lab.Address.GetLeftPart(UriPartial.Authority), ["storageTypes"] = "all" }
        );
        await first.CloseAsync();
        await context.ClearCookiesAsync();
        await context.ClearPermissionsAsync();
        _cached.Push(context);
    }

    private void Record(bool isError, string text)
    {
        if (isError)
            ConsoleErrors.Enqueue(text);
    }

    /// <summary>The folder of reference data, or null where it is absent.</summary>
    public static string? ReferenceData()
    {
        if (Environment.GetEnvironmentVariable("WEBLAB_TEST_DATA") is { Length: > 0 } named)
            return named;
        var data = Path.GetFullPath(Path.Combine(Built.Root, "..", "shared", "data"));
        return Directory.Exists(data) ? data : null;
    }
}
