namespace WebLab.Server.Accounts;

internal static class NotYours
{
    public static string Sentence(string owner) =>
        owner.Length > 0
            ? $"It is {owner}'s; only {owner} or an administrator may change it. You can clone it."
            : "It was launched before there were accounts; only an administrator may change it. You can clone it.";
}
