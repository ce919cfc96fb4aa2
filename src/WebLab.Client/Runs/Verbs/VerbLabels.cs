using MudBlazor;
using WebLab.Contracts;
using WebLab.Contracts.Runs;

namespace WebLab.Client.Runs.Verbs;

/// <summary>How a verb is written on buttons and in menus.</summary>
public static class VerbLabels
{
    /// <summary>The label; three dots where more is asked first.</summary>
    public static string Label(RunVerb verb) =>
        verb switch
        {
            RunVerb.Tag => "Tag…",
            RunVerb.Untag => "Untag…",
            RunVerb.Note => "Note…",
            RunVerb.Rename => "Rename…",
            RunVerb.Purge => "Purge…",
            RunVerb.Stop => "Stop after this epoch",
            _ => verb.ToString(),
        };

    public static string Icon(RunVerb verb) =>
        verb switch
        {
            RunVerb.Cancel => Icons.Material.Outlined.Cancel,
            RunVerb.Pause => Icons.Material.Outlined.Pause,
            RunVerb.Stop => Icons.Material.Outlined.Stop,
            RunVerb.Pin => Icons.Material.Outlined.PushPin,
            RunVerb.Unpin => Icons.Material.Outlined.LocationDisabled,
            RunVerb.Tag => Icons.Material.Outlined.Label,
            RunVerb.Untag => Icons.Material.Outlined.LabelOff,
            RunVerb.Note => Icons.Material.Outlined.EditNote,
            RunVerb.Rename => Icons.Material.Outlined.DriveFileRenameOutline,
            RunVerb.Archive => Icons.Material.Outlined.Archive,
            RunVerb.Restore => Icons.Material.Outlined.Unarchive,
            RunVerb.Purge => Icons.Material.Outlined.DeleteForever,
            RunVerb.Resume => Icons.Material.Outlined.PlayArrow,
            _ => Icons.Material.Outlined.QuestionMark,
        };

    /// <summary>What was done, for the message after it.</summary>
    public static string Done(RunVerb verb) =>
        verb switch
        {
            RunVerb.Cancel => "cancelled",
            RunVerb.Pause => "paused",
            RunVerb.Resume => "resumed",
            RunVerb.Stop => "stopped",
            RunVerb.Pin => "pinned",
            RunVerb.Unpin => "unpinned",
            RunVerb.Tag => "tagged",
            RunVerb.Untag => "untagged",
            RunVerb.Note => "noted",
            RunVerb.Rename => "renamed",
            RunVerb.Archive => "archived",
            RunVerb.Restore => "restored",
            RunVerb.Purge => "purged",
            _ => verb.ToString(),
        };

    public static string Runs(int count) => count == 1 ? "1 run" : Sentence.Of($"{count:N0} runs");
}
