using System.Text;
using System.Xml.Linq;
using Microsoft.Playwright;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.EndToEnd.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace WebLab.EndToEnd.Tests.Charts;

[Trait("Speed", "Slow")]
public sealed class ChartTests(LabFixture lab) : IClassFixture<LabFixture>
{
    private const int MaxSvgBytes = 300_000;

    [Fact]
    public async Task Live_points_move_neither_zoom_nor_scroll_nor_selection_nor_an_open_menu()
    {
        var (run, page) = await OpenLongAsync("Looked at closely");
        var screen = new ExperimentScreen(page);
        await screen.WaitForStepAsync(run.Id, 6);
        await screen.ZoomAsync(0.1, 0.4);
        await page.EvaluateAsync("() => { scrollTo(0, 120); getSelection().selectAllChildren(document.querySelector('h1')); }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Export Training loss" }).ClickAsync();
        var item = page.GetByRole(AriaRole.Menuitem, new() { Name = "SVG, for a paper" });
        await Expect(item).ToBeVisibleAsync();
        await page.EvaluateAsync("() => getSelection().selectAllChildren(document.querySelector('h1'))");
        var before = (Range: await screen.RangeAsync(), Place: await PlaceAsync(page), Steps: (await screen.StepsAsync(run.Id)).Length);

        await screen.WaitForStepAsync(run.Id, before.Steps + 20);

        Assert.Equal(before.Range, await screen.RangeAsync());
        Assert.Equal(before.Place, await PlaceAsync(page));
        Assert.EndsWith("Looked at closely", before.Place, StringComparison.Ordinal);
        await Expect(item).ToBeVisibleAsync();
        await Expect(page.Locator(".follow")).ToHaveTextAsync("paused");
        await CancelAsync(run.Id);
    }

    [Fact]
    public async Task A_hidden_tab_is_told_nothing_and_draws_nothing_and_catches_up_without_a_gap()
    {
        var (run, page) = await OpenLongAsync("Out of sight");
        var screen = new ExperimentScreen(page);
        await screen.WaitForStepAsync(run.Id, 4);
        await ShowAsync(page, isHidden: true);
        // Some points may have been on their way.
        var reader = new ExperimentScreen(await lab.OpenAsync($"/experiments/{run.ExperimentId}"));
        var stored = (await screen.StepsAsync(run.Id)).Length + 6;
        await reader.WaitForStepAsync(run.Id, stored);
        var before = (Steps: (await screen.StepsAsync(run.Id)).Length, Draws: await DrawsAsync(page));
        await reader.WaitForStepAsync(run.Id, stored += 20);

        Assert.Equal(before, ((await screen.StepsAsync(run.Id)).Length, await DrawsAsync(page)));
        await ShowAsync(page, isHidden: false);
        await screen.WaitForStepAsync(run.Id, stored);
        ExperimentScreen.AssertNoGapAndNoneTwice(await screen.StepsAsync(run.Id));
        Assert.True(await DrawsAsync(page) > before.Draws);
        await CancelAsync(run.Id);
    }

    [Fact]
    public async Task A_chart_is_saved_as_svg_that_a_paper_takes_as_png_and_as_csv()
    {
        var experiment = await lab.LaunchAsync("For a paper", Recipes.Short, Recipes.ShortRandom);
        var page = await lab.OpenAsync($"/experiments/{experiment.Summary.Id}");
        foreach (var run in experiment.Runs)
            await new ExperimentScreen(page).WaitForStepAsync(run.Id, 80);

        var svg = await SaveAsync(page, "SVG, for a paper");
        Assert.InRange(svg.Length, 1_000, MaxSvgBytes);
        var drawing = XDocument.Parse(Encoding.UTF8.GetString(svg)).Root!;
        Assert.Equal("svg", drawing.Name.LocalName);
        var elements = drawing.DescendantsAndSelf().ToList();
        Assert.DoesNotContain(elements, element => element.Name.LocalName is "foreignObject" or "script" or "style" or "image" or "use");
        Assert.DoesNotContain(elements.Attributes(), attribute =>
            attribute.Name.LocalName == "class" || attribute.Value.Contains("var(", StringComparison.Ordinal)
        );
        var words = elements.Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.Contains("Training loss", words);
        Assert.Contains(words, text => text.StartsWith("short random", StringComparison.Ordinal));

        var png = await SaveAsync(page, "PNG, for slides");
        Assert.Equal([0x89, .. "PNG"u8], png[..4]);
        var csv = Encoding.UTF8.GetString(await SaveAsync(page, "CSV, as drawn")).Split("\r\n");
        Assert.StartsWith("run,name,measure,step,epoch", csv[0], StringComparison.Ordinal);
        Assert.Equal(2 * 80, csv.Count(line => line.Contains(",one step,", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_export_menu_closes_by_its_own_button_and_by_escape_and_gives_the_focus_back()
    {
        var run = (await lab.FinishedAsync("Exported", Recipes.Short))[0];
        var page = await lab.OpenAsync($"/runs/{run.Id}");
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Export Training loss" });
        var menu = page.GetByRole(AriaRole.Menu, new() { Name = "Export Training loss" });
        for (var time = 0; time < 2; time++)
        {
            await button.ClickAsync();
            await Expect(menu).ToBeVisibleAsync();
            await Expect(button).ToHaveAttributeAsync("aria-expanded", "true");
            await button.ClickAsync();
            await Expect(button).ToHaveAttributeAsync("aria-expanded", "false");
            await Expect(menu).ToBeHiddenAsync();
        }
        await button.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "PNG, for slides" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowUp");
        await Expect(page.GetByRole(AriaRole.Menuitem, new() { Name = "CSV, every point" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(menu).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Paper_has_every_chart_times_in_utc_long_names_apart_and_a_band_as_mean_sd_and_n()
    {
        var run = (await lab.FinishedAsync("Printed", Recipes.Short))[0];
        var page = await lab.OpenAsync($"/runs/{run.Id}?axis=time", height: 100);
        await page.WaitForFunctionAsync(
            "() => document.querySelector('[data-chart=loss]')?.weblabChart?.lines.size > 0"
                + " && [...document.querySelectorAll('[data-chart]')].every(host => host.weblabChart)"
        );
        const string undrawn = "() => [...document.querySelectorAll('[data-chart]')].filter(host => !host.weblabChart?.pace.draws).length";
        Assert.NotEqual(0, await page.EvaluateAsync<int>(undrawn));
        await page.EvaluateAsync("() => dispatchEvent(new Event('beforeprint'))");
        Assert.Equal(0, await page.EvaluateAsync<int>(undrawn));
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.querySelector('[data-chart=loss]').weblabChart.engine.getOption().useUTC")
        );
        Assert.Equal(
            "name,measure,step,epoch,n,mean,sd,min,max\r\n\"g;'=1\",test,20,2,2,0.5,0.1,0.4,0.6\r\n",
            await page.EvaluateAsync<string>(
                "async () => (await import('/js/chart-export.js')).csv({ view: {}, drawn: [{ isBand: true, measure: 'test', "
                    + "stepsPerEpoch: 10, members: [{ groupName: 'g;=1' }], shown: { steps: { values: [20] } }, "
                    + "facts: () => [{ n: 2, mean: 0.5, sd: 0.1, min: 0.4, max: 0.6 }] }] })"
            )
        );
        Assert.Equal(
            2,
            await page.EvaluateAsync<int>(
                "async () => { const { shortened } = await import('/js/chart-export.js'); "
                    + "return new Set(['A', 'B'].map(end => shortened('a name that differs at its end '.repeat(3) + end, 34))).size; }"
            )
        );
    }

    [Fact]
    public async Task A_line_of_one_point_is_read_at_its_own_x_alone()
    {
        // A page without .NET: only the module is wanted.
        var page = await lab.OpenAsync("/favicon.svg");
        var read = await page.EvaluateAsync<double[]>(
            """
            async () => {
              const { Line } = await import("/js/chart-line.js");
              const bytes = (columns, value) => new Uint8Array(new columns([value]).buffer);
              const lone = step => new Line({
                steps: bytes(Int32Array, step), times: bytes(BigInt64Array, 0n), last: bytes(Float32Array, 0.5), stepsPerEpoch: 10,
              });
              const view = { axis: "step", smoothing: 0 };
              const places = [-20, 0, 1, 10, 19, 19.9, 20, 20.1, 21, 40, 1e6];
              return [...places.filter(x => lone(20).at(x, view)), -1, ...places.filter(x => lone(0).at(x, view))];
            }
            """
        );
        Assert.Equal([19.9, 20, 20.1, -1, 0], read);
    }

    [Fact]
    public async Task What_the_keyboard_reads_is_said_to_a_hundredth_of_an_epoch()
    {
        var page = await lab.OpenAsync("/favicon.svg");
        var spoken = await page.EvaluateAsync<string>(
            """
            async () => {
              const { Cursor } = await import("/js/chart-cursor.js");
              const said = {};
              const chart = { view: { axis: "epoch" }, settings: { share: true }, host: { querySelector: () => said } };
              const reading = { line: { name: "a run", measure: "train" }, at: { smoothed: null, value: 0.5 } };
              Cursor.prototype.speak.call({ chart, x: 1 / 3, readings: () => [reading] });
              return said.textContent;
            }
            """
        );
        Assert.Equal("epoch 0.33, a run train 50 %", spoken);
    }

    [Fact]
    public async Task Ignoring_outliers_fits_the_axis_to_the_middle_and_leaves_every_point_in_the_curve()
    {
        var run = (await lab.FinishedAsync("Far values", Recipes.Short))[0];
        var page = await lab.OpenAsync($"/experiments/{run.ExperimentId}");
        await new ExperimentScreen(page).WaitForStepAsync(run.Id, 80);
        var whole = await DrawnAsync(page, isClipped: false);
        Assert.True(whole.Top >= whole.Greatest, $"The axis ends at {whole.Top}, below the greatest value, {whole.Greatest}.");

        await page.GetByRole(AriaRole.Button, new() { Name = "ignore outliers" }).ClickAsync();
        var middle = await DrawnAsync(page, isClipped: true);
        Assert.True(middle.Top < middle.Greatest, $"The axis ends at {middle.Top}, and the greatest value is {middle.Greatest}.");
        Assert.True(middle.Top >= middle.MostAre, $"The axis ends at {middle.Top}, and 98 % of the values reach to {middle.MostAre}.");
        Assert.Equal((whole.Points, whole.Greatest), (middle.Points, middle.Greatest));
        await page.WaitForURLAsync(address => address.Contains("outliers=0", StringComparison.Ordinal));

        await page.GetByRole(AriaRole.Button, new() { Name = "ignore outliers" }).ClickAsync();
        Assert.Equal(whole, await DrawnAsync(page, isClipped: false));
    }

    private sealed record DrawnLoss(double Top, double Greatest, double MostAre, int Points);

    /// <summary>Once drawn so: where the y axis ends, the greatest value and the number of points that ECharts drew, and of the lines the
    /// value that 98 % do not pass.</summary>
    private static async Task<DrawnLoss> DrawnAsync(IPage page, bool isClipped)
    {
        await page.WaitForFunctionAsync(
            "isClipped => { const chart = document.querySelector('[data-chart=loss]').weblabChart; return chart.drawn.length === 2 && "
                + "chart.view.clip === isClipped && !chart.pace.isLate; }",
            isClipped
        );
        var read = await page.EvaluateAsync<double[]>(
            """
            () => {
              const chart = document.querySelector("[data-chart=loss]").weblabChart;
              const greatest = chart.engine.getOption().series.find(series => series.id === "strokes").data.map(([, , , y]) => y);
              const strokes = chart.engine.getZr().storage.getDisplayList().filter(drawn => drawn.type === "weblab-stroke");
              const sorted = chart.drawn.flatMap(line => [...line.whole.last.values]).sort((a, b) => a - b);
              const drawn = strokes.reduce((sum, stroke) => sum + stroke.shape.points.length / 2, 0);
              const top = chart.engine.convertFromPixel({ yAxisIndex: 0 }, chart.plot.top);
              return [top, Math.max(...greatest), sorted[Math.round(0.98 * (sorted.length - 1))], drawn];
            }
            """
        );
        return new(read[0], read[1], read[2], (int)read[3]);
    }

    private async Task<(RunSummary Run, IPage Page)> OpenLongAsync(string name)
    {
        var run = (await lab.LaunchAsync(name, Recipes.Long)).Runs[0];
        return (run, await lab.OpenAsync($"/experiments/{run.ExperimentId}"));
    }

    /// <summary>Lets the next test's runs have the device.</summary>
    private async Task CancelAsync(Guid run)
    {
        using var http = new HttpClient { BaseAddress = lab.Lab.Address };
        using var answer = await http.PostAsync($"{ApiRoutes.Runs}/{run}/cancel", null);
        answer.EnsureSuccessStatusCode();
    }

    private static Task<string> PlaceAsync(IPage page) => page.EvaluateAsync<string>("() => `${scrollY} ${getSelection()}`");

    private static Task<int> DrawsAsync(IPage page) =>
        page.EvaluateAsync<int>("() => document.querySelector('[data-chart=loss]').weblabChart.figures.draws");

    /// <summary>A headless browser never hides a tab; the page is told what it would be told.</summary>
    private static async Task ShowAsync(IPage page, bool isHidden) =>
        await page.EvaluateAsync(
            "isHidden => { Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true }); "
                + "document.dispatchEvent(new Event('visibilitychange')); }",
            isHidden
        );

    private static async Task<byte[]> SaveAsync(IPage page, string item)
    {
        var download = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Export Training loss" }).ClickAsync();
            await page.GetByRole(AriaRole.Menuitem, new() { Name = item }).ClickAsync();
        });
        await using var content = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
