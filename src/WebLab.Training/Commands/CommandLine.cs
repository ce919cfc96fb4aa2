using System.CommandLine;
using WebLab.Contracts;
using WebLab.Data.Datasets;

namespace WebLab.Training.Commands;

/// <summary>Runs a command and turns every way in which it can go wrong into one sentence on standard error.</summary>
internal static class CommandLine
{
    private const int Failure = 1,
        WrongUsage = 2,
        Cancelled = 130;

    /// <returns>0; 1 when the work failed; 2 when the command line was wrong; 130 after Ctrl+C.</returns>
    public static int Run(Command weblab, string[] args)
    {
        var parsed = weblab.Parse(args);
        if (parsed.Errors.Count > 0)
            return Refuse(WrongUsage, Wrong(parsed));
        if (Array.IndexOf(args, "") is > 0 and var empty)
            return Refuse(WrongUsage, $"{args[empty - 1]} must be followed by a value; it was empty.");
        try
        {
            return parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
        }
        catch (Exception error) when (error is UsageException or DatasetException)
        {
            return Refuse(WrongUsage, error.Message);
        }
        catch (TrainingFailedException error)
        {
            return Refuse(Failure, error.Message);
        }
        catch (OperationCanceledException)
        {
            return Refuse(Cancelled, "Cancelled.");
        }
        // Of a disk, or of an output that takes nothing.
        catch (Exception error) when (Terminal.IsOfFile(error))
        {
            return Refuse(Failure, Terminal.FirstLine(error));
        }
    }

    private static string Wrong(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.UnmatchedTokens.Count == 0)
            return parsed.Errors[0].Message.ReplaceLineEndings(" ");
        var token = parsed.UnmatchedTokens[0];
        var known =
            token.StartsWith('-') || command.Subcommands.Count == 0
                ? $"{command.Name} has no {(token.StartsWith('-') ? "option" : "argument")} {token}; its options are "
                    + $"{string.Join(", ", command.Options.Select(option => option.Name))}."
                : $"The command must be one of {string.Join(", ", command.Subcommands.Select(each => each.Name))}; it was {token}.";
        return known;
    }

    private static int Refuse(int code, string sentence)
    {
        Terminal.TryComplain(sentence);
        return code;
    }
}
