using WebLab.Contracts;

namespace WebLab.Server;

/// <summary>The command line: a few options of our own, and any setting of the configuration as <c>--Section:Name value</c>.</summary>
public static class ServeArguments
{
    public const string Help = """
        Usage: weblab serve [options]

          --port N       the port to listen on, on this machine only; 0 takes a free one      [5080]
          --urls LIST    addresses to listen on instead, for example http://0.0.0.0:5080
          --data DIR     a folder with data sets (cifar-10-batches-bin, mnist) that are here already
          --single-user  no accounts: everyone on this machine may do everything; on this machine only
          --hosts LIST   more names that the server answers to, with semicolons between, for example lab.example.org
          --proxy LIST   addresses of proxies whose forwarded headers are believed, with semicolons between, for example 127.0.0.1
          --base-path P  the folder under which a proxy serves it, for example /weblab
          --store DIR    the folder of the database, downloads and logs       [a weblab folder in the user's data]
          --log-format F plain, or json for one JSON object a line             [plain]
          --help         this text
        """;

    private const string SingleUser = "--single-user";

    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["--port"] = "Port",
        ["--urls"] = "Urls",
        ["--hosts"] = "AllowedHosts",
        ["--proxy"] = "Proxies",
        ["--base-path"] = "BasePath",
        ["--data"] = "Datasets:Root",
        ["--store"] = "Storage:Folder",
        ["--log-format"] = "LogFormat",
    };

    /// <summary>The settings that the arguments name.</summary>
    /// <exception cref="StartupException">An argument is not understood.</exception>
    public static Dictionary<string, string?> Parse(IReadOnlyList<string> arguments)
    {
        var settings = new Dictionary<string, string?>();
        if (arguments.Contains(SingleUser))
        {
            settings["Accounts:SingleUser"] = "true";
            arguments = [.. arguments.Where(argument => argument != SingleUser)];
        }
        for (var i = arguments is ["serve", ..] ? 1 : 0; i < arguments.Count; i += 2)
        {
            var (option, value) = Split(arguments, ref i);
            var key =
                Known.GetValueOrDefault(option)
                ?? Setting(option)
                ?? throw new StartupException(
                    $"The option must be one of {string.Join(", ", Known.Keys)}, {SingleUser}, --help; it was {option}."
                );
            settings[key] = string.IsNullOrWhiteSpace(value) ? throw new StartupException($"{option} must be followed by a value.") : value;
        }
        if (settings.TryGetValue("Port", out var port) && !(int.TryParse(port, out var number) && number is >= 0 and <= 65_535))
            throw new StartupException($"--port must be a whole number from 0 to 65535; it was {port}.");
        if (settings.TryGetValue("LogFormat", out var format) && format is not ("plain" or "json"))
            throw new StartupException($"--log-format must be plain or json; it was {format}.");
        if (settings.TryGetValue("Datasets:Root", out var data) && !Directory.Exists(data))
            throw new StartupException($"--data must name a folder that exists; there is no {data}.");
        if (
            settings.TryGetValue("AllowedHosts", out var hosts)
            && Array.Find(hosts!.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), host => !IsHost(host))
                is { } wrong
        )
            throw new StartupException(
                "--hosts must be names or addresses without scheme and port, for example lab.example.org, with semicolons between; "
                    + $"one was {Sentence.Shown(wrong)}."
            );
        return settings;
    }

    private static string? Setting(string option)
    {
        if (!option.StartsWith("--", StringComparison.Ordinal) || !option.Contains(':', StringComparison.Ordinal))
            return null;
        return Settings.Problem(option[2..]) is { } sentence ? throw new StartupException(sentence) : option[2..];
    }

    /// <summary>As the filter of hosts takes it: a name, an address, what a star stands before, or a star for all.</summary>
    private static bool IsHost(string host) =>
        host == "*" || Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) != UriHostNameType.Unknown;

    private static (string Option, string? Value) Split(IReadOnlyList<string> arguments, ref int i)
    {
        var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
            return (arguments[i], i + 1 < arguments.Count ? arguments[i + 1] : null);
        return (arguments[i][..equals], arguments[i--][(equals + 1)..]);
    }
}
