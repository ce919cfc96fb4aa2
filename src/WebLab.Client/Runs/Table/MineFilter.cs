using System.Text.RegularExpressions;
using WebLab.Science.Filters;

namespace WebLab.Client.Runs.Table;

/// <summary>One's own runs as a condition that stands before the rest of a filter, so that it is seen, changed and shared like any
/// other.</summary>
public sealed partial class MineFilter(string name)
{
    private const string And = " and ";

    // Names of people hold no quotes.
    private readonly string _mine = $"owner = \"{name}\"";

    public bool IsOn(string filter) => Rest(filter) is not null;

    public string Toggle(string filter) =>
        Rest(filter) ?? (filter.Trim() is not { Length: > 0 } rest ? _mine : _mine + And + (HasOr().IsMatch(rest) ? $"({rest})" : rest));

    /// <summary>What stands behind the condition; null when it does not hold for the whole filter.</summary>
    private string? Rest(string filter)
    {
        if (filter.Trim() == _mine)
            return "";
        if (!filter.StartsWith(_mine + And, StringComparison.Ordinal))
            return null;
        var rest = filter[(_mine + And).Length..].Trim();
        return rest is ['(', .. var inner, ')'] && IsWhole(inner) ? inner
            : HasOr().IsMatch(rest) ? null
            : rest;
    }

    /// <summary>Whether the parentheses were those around all of it.</summary>
    private static bool IsWhole(string inner)
    {
        try
        {
            RunFilter.Parse(inner);
            return true;
        }
        catch (FilterException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\bor\b|\|", RegexOptions.IgnoreCase)]
    private static partial Regex HasOr();
}
