using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Queue;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Queue;

namespace WebLab.Client.Tests.Queue;

public sealed class QueuePageTests : PageTest
{
    private const string First = "select[aria-label='Priority of first']";

    private readonly List<QueueEntry> _queue =
    [
        Entry("first"),
        Entry("second"),
        Entry("third") with
        {
            StartsAt = null,
            Waiting = "A person may train 1 run at a time here.",
        },
    ];

    [Fact]
    public void Nothing_that_waits_leads_to_a_launch()
    {
        Lab.Answer($"GET {ApiRoutes.Queue}", new Page<QueueEntry>([], 0));
        var page = Render<QueuePage>();
        Assert.Contains("Nothing waits", page.WaitForElement(".empty h1").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".empty a.button-primary"));
    }

    [Fact]
    public void Each_run_has_its_place_need_and_expected_start_or_why_it_waits()
    {
        var page = Open();
        var rows = page.FindAll("tbody tr");
        Assert.Equal(["1", "2", "3"], rows.Select(row => row.QuerySelector("td")!.TextContent.Trim()));
        Assert.Contains("first", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("320.0 MB", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Matches("in about 1[01] min", rows[0].TextContent);
        Assert.Contains("A person may train 1 run at a time here.", rows[2].TextContent, StringComparison.Ordinal);
        // Every button says what it moves.
        Assert.All(
            page.FindAll("tbody button"),
            button => Assert.StartsWith("Move ", button.GetAttribute("aria-label"), StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_run_that_waits_in_a_cluster_says_its_reason_above_the_first_place_and_is_moved_no_more()
    {
        _queue.Insert(0, Entry("handed over") with { IsHandedOver = true, StartsAt = null, Waiting = "Waits in Slurm cluster: Priority." });
        var sent = Catch<QueueOrder>($"PUT {ApiRoutes.Queue}");
        var page = Open();
        var rows = page.FindAll("tbody tr");
        Assert.Equal(["in the cluster", "1", "2", "3"], rows.Select(row => row.QuerySelector("td")!.TextContent.Trim()));
        Assert.Contains("Waits in Slurm cluster: Priority.", rows[0].TextContent, StringComparison.Ordinal);
        Assert.Empty(rows[0].QuerySelectorAll("button, select"));
        await Click(page, $"[data-run='{_queue[2].RunId}'] button[aria-label='Move second up']");
        Assert.Equal([_queue[2].RunId, _queue[1].RunId], (await sent.Task.WaitAsync(DefaultWaitTimeout)).Ids);
    }

    [Fact]
    public async Task Moving_a_run_places_it_and_all_above_it()
    {
        var sent = Catch<QueueOrder>($"PUT {ApiRoutes.Queue}");
        var page = Open();
        await Click(page, $"[data-run='{_queue[2].RunId}'] button[aria-label='Move third up']");
        Assert.Equal([_queue[0].RunId, _queue[2].RunId, _queue[1].RunId], (await sent.Task.WaitAsync(DefaultWaitTimeout)).Ids);
    }

    [Fact]
    public async Task Dragging_a_run_onto_another_puts_it_there()
    {
        var sent = Catch<QueueOrder>($"PUT {ApiRoutes.Queue}");
        var page = Open();
        await page.InvokeAsync(() => page.Find($"[data-run='{_queue[1].RunId}']").DragStart());
        await page.InvokeAsync(() => page.Find($"[data-run='{_queue[0].RunId}']").Drop());
        Assert.Equal([_queue[1].RunId, _queue[0].RunId], (await sent.Task.WaitAsync(DefaultWaitTimeout)).Ids);
    }

    [Fact]
    public async Task Refusal_is_shown_and_the_queue_stays()
    {
        Lab.Answer(
            $"PUT {ApiRoutes.Queue}/priority",
            _ => Task.FromResult(SmallLab.Json(new { detail = "One of the runs is another person's." }, 403))
        );
        var page = Open();
        var before = page.Find(First);
        await page.InvokeAsync(() => page.Find(First).Change("5"));
        await Click(page, "button[aria-label='Set the priority of first to High']");
        page.WaitForAssertion(() => Assert.Equal("One of the runs is another person's.", page.Find("[role=alert]").TextContent));
        Assert.Equal(3, page.FindAll("tbody tr").Count);
        // Another element, since the browser's own choice stands on the one before.
        page.WaitForAssertion(() => Assert.NotSame(before, page.Find(First)));
        Assert.Equal("0", page.Find(First).GetAttribute("value"));
    }

    [Fact]
    public async Task A_priority_that_an_arrow_key_passes_over_moves_nothing()
    {
        var sent = Catch<QueuePriority>($"PUT {ApiRoutes.Queue}/priority");
        var page = Open();
        foreach (var passed in new[] { "-5", "0", "5" })
            await page.InvokeAsync(() => page.Find(First).Change(passed));
        Assert.False(sent.Task.IsCompleted);
        await Click(page, "button[aria-label='Set the priority of first to High']");
        Assert.Equal(5, (await sent.Task.WaitAsync(DefaultWaitTimeout)).Priority);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("tbody td[data-label=Priority] button")));
    }

    [Fact]
    public void A_member_orders_only_their_own_runs_and_only_by_priority()
    {
        var member = new AccountInfo
        {
            Id = Guid.NewGuid(),
            Name = "member",
            Role = Role.Member,
            CreatedAt = TimeProvider.System.GetUtcNow(),
        };
        _queue[1] = _queue[1] with { OwnerId = member.Id };
        var page = Open(new(IsSingleUser: false, IsSetUp: true, member));
        Assert.Equal(["Priority of second"], page.FindAll("tbody select").Select(select => select.GetAttribute("aria-label")!));
        Assert.Empty(page.FindAll("tbody button"));
        Assert.All(page.FindAll("tbody tr"), row => Assert.Equal("false", row.GetAttribute("draggable")));
    }

    private IRenderedComponent<QueuePage> Open(SessionInfo? session = null)
    {
        Services.GetRequiredService<LabSession>().Set(session ?? new(IsSingleUser: true, IsSetUp: false));
        Lab.Answer($"GET {ApiRoutes.Queue}", new Page<QueueEntry>(_queue, _queue.Count));
        var page = Render<QueuePage>();
        page.WaitForElement("tbody tr");
        return page;
    }

    private TaskCompletionSource<T> Catch<T>(string methodAndPath)
    {
        var sent = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer(
            methodAndPath,
            async request =>
            {
                sent.TrySetResult((await JsonSerializer.DeserializeAsync<T>(request.Body, LabJson.Options))!);
                return Results.NoContent();
            }
        );
        return sent;
    }

    private static QueueEntry Entry(string name) =>
        new(
            Guid.NewGuid(),
            name,
            Guid.NewGuid(),
            "an experiment",
            Guid.Empty,
            "",
            0,
            false,
            320_000_000,
            42,
            TimeProvider.System.GetUtcNow().AddMinutes(11),
            null
        );
}
