using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Layout;
using WebLab.Contracts;
using WebLab.Contracts.Datasets;
using WebLab.Contracts.Devices;
using WebLab.Contracts.Specs;

namespace WebLab.Client.Tests.Hosting;

/// <summary>A page with the services that the site has, talking to a <see cref="SmallLab"/>.</summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    protected static readonly DeviceInfo Cpu = new("cpu", "CPU, 2 threads", 2, null);

    /// <summary>One on which everything takes hours.</summary>
    protected static readonly DeviceInfo Slow = Cpu with
    {
        ImagesPerSecond = new Dictionary<string, double>
        {
            [ModelName.Mlp1x512] = 0.5,
            [ModelName.Mlp3x512] = 0.5,
            [ModelName.SmallAlexnet] = 0.5,
        },
    };

    /// <summary>Two that are here, and one that is not.</summary>
    protected static readonly DatasetInfo[] Sets =
    [
        new() { Facts = DatasetFacts.Of(DatasetName.Generated), State = DatasetState.Ready },
        new() { Facts = DatasetFacts.Of(DatasetName.Cifar10), State = DatasetState.Absent },
        new() { Facts = DatasetFacts.Of(DatasetName.Mnist), State = DatasetState.Ready },
    ];

    protected SmallLab Lab { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // The wire is real, and a busy machine is slow; the default of a second is for pages without one.
        DefaultWaitTimeout = TimeSpan.FromSeconds(60);
        Lab = await SmallLab.StartAsync();
        Lab.Answer($"GET {ApiRoutes.Devices}", new[] { Cpu });
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddPages(Lab.Origin);
    }

    /// <summary>Looks and clicks between two drawings: a page that draws itself anew gives what is clicked another handler.</summary>
    protected static Task Click<T>(IRenderedComponent<T> page, Func<IElement> what)
        where T : IComponent => page.InvokeAsync(() => what().Click());

    protected static Task Click<T>(IRenderedComponent<T> page, string selector)
        where T : IComponent => Click(page, () => page.Find(selector));

    /// <summary>Waits until a click has led to another page.</summary>
    protected void WaitForAddress<T>(IRenderedComponent<T> from, string end)
        where T : IComponent =>
        from.WaitForAssertion(() => Assert.EndsWith(end, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await Lab.DisposeAsync();
    }
}
