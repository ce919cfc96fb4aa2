using System.Net;

namespace WebLab.Client.Layout;

/// <summary>What an address asks for after its question mark: the first value of each name. The framework's own reader would be two more
/// assemblies on the way to the browser.</summary>
public sealed class AddressQuery
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public AddressQuery(string address)
    {
        foreach (var part in new Uri(address).Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
                _values.TryAdd(WebUtility.UrlDecode(part[..at]), WebUtility.UrlDecode(part[(at + 1)..]));
        }
    }

    /// <summary>The value of a name, or null.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);
}
