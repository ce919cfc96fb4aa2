using WebLab.Contracts.Runs;

namespace WebLab.Server.Accounts;

/// <summary>Why a person may not change what is another's.</summary>
internal static class OwnerRule
{
    /// <summary>Who does something to a run that is another's; null for its owner.</summary>
    public static string? Other(Caller caller, RunSummary run) => caller.Id == run.OwnerId || caller.Name.Length == 0 ? null : caller.Name;

    public static string Refusal(string owner) =>
        owner.Length > 0
            ? $"It is {owner}'s; only {owner} or an administrator may change it. You can clone it."
            : "It was launched before there were accounts; only an administrator may change it. You can clone it.";
}
