using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WebLab.Contracts;

/// <summary>The written name of an enum value: the same in routes, JSON, the command line and on the screen.</summary>
/// <typeparam name="T">The enum.</typeparam>
public static class Names<T>
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Written = typeof(T)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(
            field => (T)field.GetValue(null)!,
            field =>
                field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
                ?? JsonNamingPolicy.KebabCaseLower.ConvertName(field.Name)
        );

    /// <summary>All names, in the order of declaration.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Written.Values];

    /// <summary>The name of <paramref name="value"/>.</summary>
    /// <param name="value">A declared value.</param>
    /// <returns>For example <c>random-labels</c>.</returns>
    public static string Of(T value) => Written.TryGetValue(value, out var name) ? name : value.ToString();

    /// <summary>Finds the value that <paramref name="name"/> names, case-insensitively.</summary>
    /// <param name="name">A written name.</param>
    /// <param name="value">The value, when found.</param>
    /// <returns>Whether there is such a value.</returns>
    public static bool TryParse(string? name, out T value)
    {
        foreach (var (candidate, written) in Written)
        {
            if (string.Equals(written, name, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }
        value = default;
        return false;
    }
}
