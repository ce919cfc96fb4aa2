using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

// The namespace around all tests of the client: here the compiler finds these before bUnit's own of the same names.
namespace WebLab.Client.Tests;

/// <summary>
/// Looks into a page between two drawings of it. bUnit keeps the tree that it parses at a look; a look from the test's thread that
/// meets a drawing keeps the tree of before it, until the next one: there, a button's handler is gone for good.
/// </summary>
internal static class Look
{
    internal static IElement Find<T>(this IRenderedComponent<T> page, string selector)
        where T : IComponent => Between(page, () => RenderedComponentExtensions.Find(page, selector));

    internal static IReadOnlyList<IElement> FindAll<T>(this IRenderedComponent<T> page, string selector)
        where T : IComponent => Between(page, () => RenderedComponentExtensions.FindAll(page, selector));

    private static TSeen Between<T, TSeen>(IRenderedComponent<T> page, Func<TSeen> look)
        where T : IComponent => page.InvokeAsync(look).GetAwaiter().GetResult();
}
