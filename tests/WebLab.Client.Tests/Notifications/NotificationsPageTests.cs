using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Http;
using WebLab.Client.Notifications;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Notifications;

namespace WebLab.Client.Tests.Notifications;

public sealed class NotificationsPageTests : PageTest
{
    private static readonly Notification Failed = new(
        Guid.NewGuid(),
        Guid.Empty,
        NotificationKind.Failed,
        Guid.NewGuid(),
        "run 3",
        "an experiment",
        "The device ran out of memory.",
        TimeProvider.System.GetUtcNow(),
        IsRead: false
    );

    [Fact]
    public void Without_any_the_page_says_what_will_be_here()
    {
        Lab.Answer($"GET {ApiRoutes.Notifications}", new NotificationList([], 0, 0));
        Lab.Answer($"GET {ApiRoutes.Webhooks}", Array.Empty<WebhookInfo>());
        var page = Render<NotificationsPage>();
        Assert.Contains("Nothing yet. When a run of yours ends", page.WaitForElement(".teach").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unread_ones_are_counted_by_the_bell_until_they_are_marked()
    {
        var isRead = false;
        Lab.Answer(
            $"GET {ApiRoutes.Notifications}",
            _ => Task.FromResult(SmallLab.Json(new NotificationList([Failed with { IsRead = isRead }], 1, isRead ? 0 : 1)))
        );
        Lab.Answer($"GET {ApiRoutes.Webhooks}", Array.Empty<WebhookInfo>());
        Lab.Answer(
            $"POST {ApiRoutes.Notifications}/read",
            async request =>
            {
                isRead = (await JsonSerializer.DeserializeAsync<NotificationsRead>(request.Body, LabJson.Options))!.Ids.Contains(Failed.Id);
                return Results.NoContent();
            }
        );
        var bell = Render<NotificationBell>();
        bell.WaitForAssertion(() => Assert.Equal("Notifications: 1 unread", bell.Find("a").GetAttribute("aria-label")));
        var page = Render<NotificationsPage>();
        Assert.Contains("The device ran out of memory.", page.WaitForElement("li.is-unread").TextContent, StringComparison.Ordinal);
        await Click(page, "button[aria-label='Mark as read: run 3']");
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("li.is-unread")));
        bell.WaitForAssertion(() => Assert.Equal("Notifications: nothing new", bell.Find("a").GetAttribute("aria-label")));
    }

    [Fact]
    public async Task A_webhook_is_deleted_only_when_that_is_confirmed()
    {
        var webhook = new WebhookInfo(Guid.NewGuid(), "https://example.org/hook", [], TimeProvider.System.GetUtcNow(), Secret: null);
        var deleted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Webhooks}", new[] { webhook });
        Lab.Answer($"DELETE {ApiRoutes.Webhooks}/{webhook.Id}", _ =>
        {
            deleted.TrySetResult();
            return Task.FromResult(Results.NoContent());
        });
        var questions = Render<QuestionDialog>();
        var panel = Render<WebhookPanel>();
        panel.WaitForElement("article.webhook");
        foreach (var words in new[] { "Keep", "Delete" })
        {
            Assert.False(deleted.Task.IsCompleted);
            _ = Click(panel, "button[aria-label^='Delete the webhook']");
            questions.WaitForElement("dialog.question");
            await Click(questions, () => questions.FindAll("footer button").Single(button => button.TextContent.Trim() == words));
            questions.WaitForState(() => questions.FindAll("dialog.question").Count == 0);
        }
        await deleted.Task.WaitAsync(DefaultWaitTimeout);
    }

    [Fact]
    public async Task New_webhook_shows_its_secret_once_and_a_refusal_its_sentence()
    {
        var webhook = new WebhookInfo(Guid.NewGuid(), "https://example.org/hook", [], TimeProvider.System.GetUtcNow(), Secret: null);
        Lab.Answer($"GET {ApiRoutes.Notifications}", new NotificationList([], 0, 0));
        Lab.Answer($"GET {ApiRoutes.Webhooks}", new[] { webhook });
        Lab.Answer(
            $"POST {ApiRoutes.Webhooks}",
            async request =>
            {
                var asked = (await JsonSerializer.DeserializeAsync<WebhookRequest>(request.Body, LabJson.Options))!;
                return asked.Url == webhook.Url
                    ? SmallLab.Json(webhook with { Secret = "a-secret" }, 201)
                    : SmallLab.Json(new { detail = "url must lead outside of this server's own network; localhost does not." }, 400);
            }
        );
        var page = Render<NotificationsPage>();
        await page.InvokeAsync(() => page.WaitForElement("#webhook-url").Input("http://localhost/"));
        await page.InvokeAsync(() => page.Find(".webhook-form").Submit());
        page.WaitForAssertion(() =>
            Assert.Contains("must lead outside", page.Find(".webhooks [role=alert]").TextContent, StringComparison.Ordinal)
        );
        await page.InvokeAsync(() => page.Find("#webhook-url").Input(webhook.Url));
        await page.InvokeAsync(() => page.Find(".webhook-form").Submit());
        page.WaitForAssertion(() => Assert.Contains("a-secret", page.Find(".webhooks .note").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".webhooks [role=alert]"));
    }
}
