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
        if (parsed.Errors.Count > 0)
            return Refuse(parsed.Errors[0].Message.ReplaceLineEndings(" "));
        try
        {
            return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is Server.StartupException or BenchException)
        {
            return Refuse(error.Message);
        }
    }

    private static int Refuse(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return WrongUsage;
    }
}
