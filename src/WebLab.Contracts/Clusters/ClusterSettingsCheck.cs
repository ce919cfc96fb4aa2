using System.Globalization;
using System.Text.RegularExpressions;

namespace WebLab.Contracts.Clusters;

/// <summary>Says of each field of <see cref="ClusterSettings"/> what is wrong with it.</summary>
public static partial class ClusterSettingsCheck
{
    private const int LongestPath = 200,
        LongestWord = 300,
        MostWords = 40;

    /// <summary>A sentence for each field that cannot be so, by the field's name.</summary>
    /// <param name="settings">The settings.</param>
    public static IReadOnlyDictionary<string, string> Problems(ClusterSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var problems = new Dictionary<string, string>();
        Require(settings.Title.Trim().Length is > 0 and <= 40, "title", "1 to 40 characters", settings.Title);
        Require(IsPath(settings.Folder), "folder", PathRange, settings.Folder);
        Require(settings.Commands.Length == 0 || IsPath(settings.Commands), "commands", "empty or " + PathRange, settings.Commands);
        foreach (var (field, value) in new[] { ("partition", settings.Partition), ("account", settings.Account), ("qos", settings.Qos) })
            Require(value.Length == 0 || Name().IsMatch(value), field, "empty or 1 to 64 letters, digits and . _ , @ + -", value);
        Number("cpus", settings.Cpus, 1, 1_024);
        Number("memoryMegabytes", settings.MemoryMegabytes, 500, 10_000_000);
        Number("gpus", settings.Gpus, 0, 1);
        Number("minutes", settings.Minutes, 5, 43_200);
        Number("maxJobs", settings.MaxJobs, 1, 10_000);
        foreach (var module in settings.Modules)
            Require(Module().IsMatch(module), "modules", "names of letters, digits and . _ / + -", module);
        Require(
            settings.Prefix.Count <= MostWords,
            "prefix",
            $"{MostWords} words at most",
            settings.Prefix.Count.ToString(CultureInfo.InvariantCulture)
        );
        foreach (var word in settings.Prefix)
            Require(word.Length is > 0 and <= LongestWord && !word.Any(char.IsControl), "prefix", "words on one line", word);
        Require(
            settings.ServerAddress.Length == 0
                || (Uri.TryCreate(settings.ServerAddress, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"),
            "serverAddress",
            "empty or an http or https address",
            settings.ServerAddress
        );
        Number("patienceSeconds", settings.PatienceSeconds, 10, 604_800);
        Number("tunnelPort", settings.TunnelPort, 0, 65_535);
        if (settings.Transport == ClusterTransport.Ssh)
        {
            Require(Host().IsMatch(settings.Host), "host", "a host's name or address", settings.Host);
            Number("port", settings.Port, 1, 65_535);
            Require(User().IsMatch(settings.User), "user", "an account's name", settings.User);
            Require(IsPath(settings.KeyFile), "keyFile", PathRange, settings.KeyFile);
            Require(
                HostKey().IsMatch(settings.HostKey),
                "hostKey",
                "SHA256: and 43 characters, as ssh-keygen -lf prints it",
                settings.HostKey
            );
        }
        else
            Require(settings.TunnelPort == 0, "tunnelPort", "0 without SSH", Text(settings.TunnelPort));
        return problems;

        void Number(string field, int value, int least, int most) =>
            Require(value >= least && value <= most, field, $"a whole number from {Text(least)} to {Text(most)}", Text(value));

        void Require(bool isSo, string field, string range, string value)
        {
            if (!isSo)
                problems.TryAdd(field, $"{field} must be {range}; it was {(value.Length == 0 ? "empty" : value)}.");
        }
    }

    private const string PathRange = "an absolute path of at most 200 letters, digits and . _ / @ + -";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static bool IsPath(string path) =>
        path.Length <= LongestPath && AbsolutePath().IsMatch(path) && !path.Split('/').Contains("..");

    [GeneratedRegex(@"^/[A-Za-z0-9._/@+-]*[A-Za-z0-9._@+-]\z")]
    private static partial Regex AbsolutePath();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._,@+-]{0,63}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/+-]{0,99}\z")]
    private static partial Regex Module();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9.:-]{0,252}\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9._@-]{0,63}\z")]
    private static partial Regex User();

    [GeneratedRegex(@"^SHA256:[A-Za-z0-9+/]{43}=?\z")]
    private static partial Regex HostKey();
}
