using System.Diagnostics;
using WebLab.Contracts;

namespace WebLab.Bench.Store;

/// <summary>Pages of the list of runs as the table asks for them, over HTTP.</summary>
internal static class ListRequests
{
    private const int Requests = 200;
    private const double TargetMilliseconds = 100;

    private const string Columns = "name,status,model,noise-rate,train.acc,test.acc,test.best,memorised,train.loss,created";

    private static readonly string[] Lists =
    [
        "?take=60",
        "?take=60&sort=-test.acc",
        "?take=60&skip=5000&sort=train.loss",
        "?take=60&filter=model%20%3D%20mlp-1x512%20and%20noise%20%3E%200.3%20and%20test.acc%20%3E%3D%20best%20-%200.02",
        "?take=60&filter=tag%3Apaper&sort=name",
        "?take=60&filter=seed&sort=-noise",
    ];

    public static async Task Measure(BenchReport report, HttpClient http, string name)
    {
        foreach (var query in Lists)
            await Time(http, query);
        var times = new List<double>();
        for (var i = 0; i < Requests; i++)
            times.Add(await Time(http, Lists[i % Lists.Length]));
        var median = Percentile.Of(times, 0.5);
        report.Add(
            BenchFigure.AtMost(
                name,
                Percentile.Of(times, 0.95),
                "ms",
                TargetMilliseconds,
                Sentence.Of(
                    $"{Requests} pages of 60 of 10,000 runs, filtered and sorted in {Lists.Length} ways, over HTTP; p50 {median:0.#} ms"
                )
            )
        );
    }

    private static async Task<double> Time(HttpClient http, string query)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await http.GetAsync($"{ApiRoutes.Runs}/rows{query}&fields={Columns}");
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
        return watch.Elapsed.TotalMilliseconds;
    }
}
