namespace WebLab.Contracts;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items of the page.</param>
/// <param name="Total">The items in all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total)
{
    /// <summary>The most items of one page.</summary>
    public const int MaxTake = 500;
}
