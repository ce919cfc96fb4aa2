using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.SignalR;
using WebLab.Client.Live;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using static WebLab.Client.Tests.Live.Points;

namespace WebLab.Client.Tests.Live;

public sealed class LiveConnectionTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Guid _run = Guid.NewGuid();
    private SmallLab _lab = null!;
    private LiveConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _lab = await SmallLab.StartAsync();
        _connection = new(_lab.Origin, new HurriedTime());
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_the_next_page_opened_before_the_last_one_left_it_stays_watched()
    {
        _lab.Answer($"POST {ApiRoutes.Curves}", _ => Task.FromResult(Packed(Stored(_run, 1))));
        await _connection.Start();
        await using var next = Curves();
        await using (var left = Curves())
        {
            await left.Open([_run]);
            await next.Open([_run]);
        }
        Assert.Empty(_lab.Watches.Left);
        await next.DisposeAsync();
        Assert.Equal([_run], _lab.Watches.Left);
    }

    [Fact]
    public async Task What_is_watched_is_said_again_to_the_next_connection_before_anything_is_read()
    {
        await _connection.Start();
        await _connection.Watch([_run]);
        await _lab.Watches.NextAsync();
        var back = Back();
        _lab.Watches.Cut();
        await back;
        Assert.Equal([_run], await _lab.Watches.NextAsync());
    }

    [Fact]
    public async Task A_page_that_is_hidden_and_shown_at_once_is_told_of_its_points_again()
    {
        await _connection.Start();
        await _connection.Watch([_run]);
        await _lab.Watches.NextAsync();
        await Task.WhenAll(_connection.Rest(isHidden: true), _connection.Rest(isHidden: false)).WaitAsync(Patience);
        Assert.Equal([_run], await _lab.Watches.NextAsync());
        Assert.Equal([_run], _lab.Watches.Left);
    }

    [Fact]
    public async Task A_cut_in_the_middle_of_a_watch_throws_nothing_and_the_watch_is_said_again()
    {
        await _connection.Start();
        _lab.Watches.OnWatch = context =>
        {
            _lab.Watches.OnWatch = _ => Task.CompletedTask;
            context.Abort();
            return new TaskCompletionSource().Task.WaitAsync(context.ConnectionAborted);
        };
        var back = Back();
        await _connection.Watch([_run]).WaitAsync(Patience);
        await back;
        await _lab.Watches.NextAsync();
        Assert.Equal([_run], await _lab.Watches.NextAsync());
    }

    [Fact]
    public async Task A_watch_that_the_hub_refuses_throws_nothing()
    {
        await _connection.Start();
        _lab.Watches.OnWatch = _ => throw new HubException("runIds must name at most 500 runs in all.");
        await _connection.Watch([_run]).WaitAsync(Patience);
        Assert.True(_connection.IsConnected);
    }

    [Fact]
    public async Task A_part_of_the_page_that_throws_keeps_neither_the_others_from_hearing_nor_the_connection_from_coming_back()
    {
        _connection.Connected += () => throw new InvalidOperationException("A fault of a page.");
        _connection.StateChanged += () => throw new InvalidOperationException("A fault of a page.");
        await _connection.Start().WaitAsync(Patience);
        var back = Back();
        _lab.Watches.Cut();
        await back;
    }

    [Trait("Speed", "Slow")]
    [Fact]
    public Task Forty_cuts_at_drawn_times_after_the_upgrade_lose_no_point() =>
        // One thread's turns, as a page has them.
        Dispatcher.CreateDefault().InvokeAsync(LoseNoPointByFortyCuts);

    private async Task LoseNoPointByFortyCuts()
    {
        var drawn = new Random(7);
        var isQuiet = false;
        await using var proxy = new CuttingProxy(_lab.Origin, () => isQuiet ? null : TimeSpan.FromMilliseconds(drawn.Next(2, 120)));
        await using var connection = new LiveConnection(proxy.Origin, new HurriedTime());
        var stored = 0;
        _lab.Answer($"POST {ApiRoutes.Curves}", _ => Task.FromResult(Packed(Stored(_run, Volatile.Read(ref stored)))));
        await using var curves = new LiveCurves(connection, new(new() { BaseAddress = _lab.Origin }));
        var faults = new List<Exception>();
        connection.Connected += async () =>
        {
            try
            {
                await curves.CatchUp();
            }
            catch (Exception fault)
            {
                faults.Add(fault);
            }
        };
        _ = connection.Start();
        await curves.Open([_run]).WaitAsync(Patience);
        var turns = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var waited = 0; proxy.Cuts < 40; waited++)
        {
            Assert.True(waited < 6_000, $"Only {proxy.Cuts} of 40 cuts after a minute.");
            await turns.WaitForNextTickAsync();
            var next = Interlocked.Increment(ref stored);
            await _lab.Browsers.Points([new(_run, Batch(next, next))]);
            await curves.Open([_run]);
        }
        var settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        curves.Loaded += Settle;
        isQuiet = true;
        await connection.Start().WaitAsync(Patience);
        await curves.CatchUp();
        Settle([]);
        await settled.Task.WaitAsync(Patience);
        Assert.Empty(faults);
        void Settle(IReadOnlyList<RunCurve> _)
        {
            if (curves.All[_run].LastSequence == stored)
                settled.TrySetResult();
        }
    }

    private LiveCurves Curves() => new(_connection, new(new() { BaseAddress = _lab.Origin }));

    private Task Back()
    {
        var back = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connection.Connected += () => back.TrySetResult();
        return back.Task.WaitAsync(Patience);
    }
}
