using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Paper;
using WebLab.Contracts.Specs;
using WebLab.Science.Devices;
using WebLab.Science.Paper;

namespace WebLab.Training.Commands;

/// <summary><c>weblab paper</c>: the paper's experiments without a server.</summary>
internal static class PaperCommand
{
    public static Command Create() =>
        new("paper", "The experiments of arXiv:1611.03530, run and judged without a server.") { CreateList(), PaperRunCommand.Create() };

    private static Command CreateList()
    {
        var json = new Option<bool>("--json") { Description = "One JSON array." };
        var command = new Command("list", "The experiments, and how long each is expected to take here.") { json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(json))
                Console.WriteLine(JsonSerializer.Serialize(PaperCatalogue.All.Select(Describe), LabJson.Options));
            else
                WriteTable();
        });
        return command;
    }

    private static object Describe(PaperItem item) =>
        new
        {
            item.Id,
            item.Title,
            item.Shows,
            item.SmallScale,
            SmallRuns = item.RowsAt(PaperScale.Small).Count(),
            SmallSeconds = Seconds(item, PaperScale.Small),
            FullRuns = item.RowsAt(PaperScale.Full).Count(),
            FullSeconds = Seconds(item, PaperScale.Full),
        };

    private static void WriteTable()
    {
        Write($"{"item",-15} {"small",16} {"full",16}  title");
        foreach (var item in PaperCatalogue.All)
            Write($"{item.Id,-15} {Plan(item, PaperScale.Small),16} {Plan(item, PaperScale.Full),16}  {item.Title}");
        Write(
            $"Times are at most, for the {Environment.ProcessorCount} cores of this machine; paper run ITEM runs one. Theorem 1 trains "
                + $"nothing: theorem1 builds its network and checks it."
        );
    }

    private static string Plan(PaperItem item, PaperScale scale)
    {
        var time = TimeSpan.FromSeconds(Seconds(item, scale));
        var text = time switch
        {
            { TotalDays: >= 2 } => $"{time.TotalDays:0} days",
            { TotalHours: >= 2 } => $"{time.TotalHours:0} h",
            _ => $"{Math.Max(1, time.TotalMinutes):0} min",
        };
        var runs = item.RowsAt(scale).Count();
        return runs == 0 ? "-" : $"{runs} runs, {text}";
    }

    private static double Seconds(PaperItem item, PaperScale scale) =>
        Throughput.Seconds(
            item.RowsAt(scale).Select(row => row.Spec(scale)).OfType<RunSpec>(),
            [new("cpu-0", "cpu", Environment.ProcessorCount, RunId: null)]
        );

    private static void Write(ref InvariantText line) => Console.WriteLine(Sentence.Of(ref line));
}
