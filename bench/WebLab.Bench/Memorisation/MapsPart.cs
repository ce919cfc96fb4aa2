using Microsoft.Playwright;
using WebLab.Bench.Hosting;
using WebLab.Bench.Ui;
using WebLab.Contracts;
using WebLab.Data.Examples;

namespace WebLab.Bench.Memorisation;

/// <summary>How soon the maps of a large ledger are on the screen: from the click to the frame in which the first one is drawn.</summary>
internal sealed class MapsPart : IMemorisationPart
{
    private const int Rounds = 5,
        KilledRounds = 3;
    private const double Target = 1_000;

    // All maps are painted in one go, once their groups are known: the canvas of the first then has points on it.
    private const string Drawn = """
        (() => {
          const host = document.querySelector("[data-map]");
          let root = host;
          while (root && !root.exampleMaps) root = root.parentElement;
          const canvas = host?.querySelector("canvas");
          if (!root?.exampleMaps?.groups || !canvas) return false;
          const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
          let painted = 0;
          for (let i = 3; i < data.length; i += 4) if (data[i] > 0) painted++;
          return painted > 5000;
        })()
        """;

    public string Name => "maps";

    public async Task Measure(MemorisationMeasure measure)
    {
        using var store = new TemporaryFolder("weblab-bench-");
        await using var lab = await BenchLab.Start(store.Path);
        var folder = Path.Combine(store.Path, "examples");
        var runs = new List<Guid>();
        for (var round = 0; round < Rounds + KilledRounds; round++)
        {
            measure.Cancel.ThrowIfCancellationRequested();
            runs.Add(await LedgerPart.Completed(lab));
            if (round == 0)
                PlayedLedger.Write(folder, runs[0]);
            else
                Copy(folder, runs[0], runs[round]);
        }
        foreach (var run in runs.Skip(Rounds))
            File.Delete(LedgerSummary.PathOf(Path.Combine(folder, ExampleFile.NameOf(run, LedgerRecorder.Written))));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await Chromium.Launch(playwright);
        await using var tab = await Tab.Open(browser, lab);
        var (first, again, killed) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var (run, round) in runs.Select((run, round) => (run, round)))
        {
            await tab.Go("/runs");
            // Nobody can click before the run is listed, and the tab's line to the server is there.
            await tab.Page.Locator($"a[href*='{run}']").First.WaitForAsync();
            await tab.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            (round < Rounds ? first : killed).Add(await tab.Time($"Blazor.navigateTo('/runs/{run}/maps')", Drawn));
            await tab.Page.EvaluateAsync($"() => Blazor.navigateTo('/runs/{run}/examples')");
            await tab.Page.Locator("tr[data-row]").First.WaitForAsync();
            again.Add(await tab.Time($"document.querySelector(\"a[href$='runs/{run}/maps']\").click()", Drawn));
        }
        var how = Sentence.Of($"{PlayedLedger.Examples:N0} examples x {PlayedLedger.Epochs} epochs, in Chromium, 1440 x 900");
        const string ends = "from the navigation within the page to the frame with the map";
        Add("memorisation.map-first", first, "which the server never was asked for before");
        Add("memorisation.map-again", again, "from the list of examples, for which the server has read it");
        Add("memorisation.map-killed", killed, "of a run that was killed and left no summary, for which the server reads every epoch");

        void Add(string name, List<double> times, string what) =>
            measure.Report.Add(
                BenchFigure.AtMost(
                    name,
                    Percentile.Of(times, 0.5),
                    "ms",
                    Target,
                    Sentence.Of($"{how}, {ends}; {what}; median of {times.Count}, from {times.Min():N0} to {times.Max():N0} ms")
                )
            );
    }

    /// <summary>The same records as another run's: its file names alone say whose they are.</summary>
    private static void Copy(string folder, Guid from, Guid to)
    {
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles($"{from:N}.*"))
            file.CopyTo(Path.Combine(folder, file.Name.Replace($"{from:N}", $"{to:N}", StringComparison.Ordinal)), overwrite: true);
    }
}
