using System.Globalization;
using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.Runs;
using WebLab.Science.Experiments;
using WebLab.Science.Runs;

namespace WebLab.Client.Runs.Verbs;

/// <summary>What is asked before a verb is done.</summary>
/// <param name="Title">What will be done, to how many.</param>
/// <param name="Text">What it means.</param>
/// <param name="Label">What is to be written; empty where a yes is all that is asked for.</param>
/// <param name="Yes">The button that does it.</param>
public sealed record VerbQuestion(string Title, string Text, string Label, string Yes)
{
    /// <summary>The button that does nothing.</summary>
    public string No { get; init; } = "Keep as it is";

    public string Start { get; init; } = "";

    public bool IsLong { get; init; }

    /// <summary>What a text that is not sent is kept by in the browser; null for one that is quickly written anew.</summary>
    public string? KeptAs { get; init; }

    /// <summary>The word that must be typed, or null for any answer.</summary>
    public string? Confirmation { get; init; }

    /// <summary>A sentence on what is wrong with an answer, or null.</summary>
    public Func<string, string?> Problem { get; init; } = _ => null;

    /// <summary>What is asked before a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="count">Of how many runs.</param>
    /// <param name="one">The run when it is the only one.</param>
    /// <param name="noted">How many of them have a note.</param>
    public static VerbQuestion Of(RunVerb verb, int count, RunSummary? one, int noted = 0) =>
        verb switch
        {
            RunVerb.Tag => new($"Tag {VerbLabels.Runs(count)}", "Spaces part several tags. The filter tag:NAME finds them.", "Tags", "Tag")
            {
                Problem = answer => Tags(verb, answer),
            },
            RunVerb.Untag => new(
                $"Take tags from {VerbLabels.Runs(count)}",
                one is { Tags.Count: > 0 } ? $"It has {string.Join(", ", one.Tags)}." : "Spaces part several tags.",
                "Tags",
                "Untag"
            )
            {
                Problem = answer => Tags(verb, answer),
            },
            RunVerb.Rename => new(
                $"Rename {VerbLabels.Runs(count)}",
                count == 1 ? "Its place and its recipe stay." : "They all get the same name.",
                "Name",
                "Rename"
            )
            {
                Start = one?.Name ?? "",
                Problem = answer => ExperimentCheck.IsName(answer) ? null : $"A name has 1 to {ExperimentCheck.MaxNameLength} characters.",
            },
            _ => new(
                $"Note on {VerbLabels.Runs(count)}",
                "Markdown: **bold**, *italic*, lists, tables and links. "
                    + (
                        one is not null || noted == 0 ? "It takes the place of the note before."
                        : noted == 1 ? "One of them has a note, which it takes the place of."
                        : $"{noted} of them have a note, which it takes the place of."
                    ),
                "Note",
                "Save"
            )
            {
                Start = one?.Note ?? "",
                IsLong = true,
                // As the run's own page keeps it.
                KeptAs = one is null ? null : $"note/run/{one.Id}",
                Problem = answer =>
                    answer.Length <= RunActionCheck.MaxNoteLength
                        ? null
                        : $"A note has at most {RunActionCheck.MaxNoteLength} characters; this one has {answer.Length}.",
            },
        };

    public static VerbQuestion MoreEpochs(RunSummary run) =>
        new(
            $"More epochs for {run.Name}",
            Sentence.Of(
                $"It has had {run.Result!.Epochs:N0}. A run of its own goes on from its network, with one curve from the first epoch to "
                    + $"the last, as if it had been this long from the start."
            ),
            "Epochs in all",
            "Go on"
        )
        {
            Start = Math.Min(2 * run.Result.Epochs, MoreEpochsCheck.Most).ToString(CultureInfo.InvariantCulture),
            Problem = answer =>
                int.TryParse(answer.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var epochs)
                    ? MoreEpochsCheck.Problem(run, epochs)
                    : "epochs must be a whole number.",
        };

    public static VerbQuestion Purge(int asked, RunActionResult preview) =>
        new(
            $"Purge {VerbLabels.Runs(preview.Applied.Count)}",
            $"{(preview.Refused.Count > 0 ? $"{preview.Applied.Count} of {asked} apply; the others stay. " : "")}Curves, logs and "
                + $"recipes are deleted for good, and {Format.Bytes(preview.BytesFreed)} are freed.",
            "Type purge to confirm",
            "Purge"
        )
        {
            Confirmation = "purge",
        };

    private static string? Tags(RunVerb verb, string answer) =>
        RunActionCheck.Problem(
            new()
            {
                Verb = verb,
                Ids = [Guid.Empty],
                Tags = answer.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries),
            }
        );
}
