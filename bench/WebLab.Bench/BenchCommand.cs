using System.CommandLine;

namespace WebLab.Bench;

/// <summary>What every measurement's command line has in common.</summary>
internal static class BenchCommand
{
    private const int WrongUsage = 2;

    public static Option<bool> Json() => new("--json") { Description = "One line of JSON a figure instead of the table." };

    public static async Task<int> Run(Command bench, string[] args)
    {
        var parsed = bench.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.CommandResult.Command == bench)
            return Refuse(
                $"bench must name one of {string.Join(", ", bench.Subcommands.Where(each => !each.Hidden).Select(each => each.Name))}; "
                    + $"it was {(args.Length == 0 ? "nothing" : string.Join(' ', args))}."
            );
        if (parsed.Errors.Count > 0)
            return Refuse(parsed.Errors[0].Message.ReplaceLineEndings(" "));
        using var stop = new StopSignal();
        var measuring = parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
        await Task.WhenAny(measuring, stop.Asked);
        if (stop.Asked.IsCompleted)
            return await stop.End(measuring);
        try
        {
            return await measuring;
        }
        catch (Exception error) when (Sentence(error) is { } sentence)
        {
            return Refuse(sentence);
        }
    }

    // What the machine or its load does to a measurement, and what it was asked wrongly; anything else is a fault of the bench.
    private static string? Sentence(Exception error) =>
        error switch
        {
            Server.StartupException or BenchException or LabException => error.Message,
            // HttpClient says that an answer was late by a cancellation with this inside.
            OperationCanceledException { InnerException: TimeoutException late } => $"The measurement waited too long: {OneLine(late)}",
            TimeoutException => $"The measurement waited too long: {OneLine(error)}",
            HttpRequestException => $"The server that is measured did not answer: {OneLine(error)}",
            _ => null,
        };

    private static string OneLine(Exception error) => error.Message.ReplaceLineEndings(" ");

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return WrongUsage;
    }
}
