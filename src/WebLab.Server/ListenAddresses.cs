using System.Net;

namespace WebLab.Server;

/// <summary>What <c>--urls</c> may name. A host that it cannot read means every address of the machine to the framework, and an empty list
/// an address of its own choice: both would be open where nobody meant it.</summary>
internal static class ListenAddresses
{
    /// <exception cref="StartupException">An address is none.</exception>
    public static void Check(string? urls)
    {
        if (urls is null)
            return;
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0)
            addresses = [""];
        if (addresses.FirstOrDefault(address => !Is(address)) is { } wrong)
            throw new StartupException(
                "--urls must be addresses, for example http://0.0.0.0:5080 or https://lab.example.org:443, with semicolons between; "
                    + $"one was {(wrong.Length == 0 ? "empty" : wrong)}."
            );
    }

    private static bool Is(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.Scheme.ToLowerInvariant() is "http" or "https"
                && parsed.PathBase.Trim('/').Length == 0
                && (parsed.IsUnixPipe || (parsed.Port is >= 0 and <= IPEndPoint.MaxPort && IsHost(parsed.Host)));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>A name, an address, or the signs for all addresses.</summary>
    private static bool IsHost(string host) =>
        host is "*" or "+"
        || Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
        || (host is ['[', .., ']'] && IPAddress.TryParse(host[1..^1], out _));
}
