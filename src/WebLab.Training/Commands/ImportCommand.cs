using System.CommandLine;
using System.Text.Json;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Data.Datasets;
using WebLab.Training.Import;

namespace WebLab.Training.Commands;

/// <summary><c>weblab import --order FILE</c>: what a server starts for a data set that a person brings; not for people, who use
/// <c>datasets import</c>.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var order = new Option<string>("--order") { Description = "The file with the order.", Required = true };
        var guarded = new Option<bool>("--until-input-ends") { Description = "End at once when the input does: the server is gone." };
        var command = new Command("import", "Previews or imports a data set for a server, by an order that it leaves in a file.")
        {
            order,
            guarded,
        };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(guarded))
                new Thread(EndWithInput) { IsBackground = true }.Start();
            using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
            var end = End(parsed.GetValue(order)!, line => Tell(output, line));
            Tell(output, new() { End = end });
            return end.Problem is null ? 0 : 1;
        });
        return command;
    }

    // A server that is killed can end nobody; its end of the pipe is closed all the same.
    private static void EndWithInput()
    {
        using var input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0) { }
        Environment.Exit(1);
    }

    private static ImportEnd End(string path, Action<ImportLine> tell)
    {
        using var interrupted = new Interruption();
        try
        {
            return ImportRun.Do(ImportRun.Order(path), tell, interrupted.Token);
        }
        catch (DatasetException error)
        {
            return new(error.Message);
        }
        catch (OperationCanceledException)
        {
            return new("The import was cancelled.");
        }
    }

    private static void Tell(StreamWriter output, ImportLine line)
    {
        var text = JsonSerializer.Serialize(line, LabJson.Options);
        lock (output)
            output.Write(text + "\n");
    }
}
