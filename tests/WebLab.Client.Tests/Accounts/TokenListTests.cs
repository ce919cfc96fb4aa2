using Bunit;
using Microsoft.AspNetCore.Http;
using WebLab.Client.Accounts;
using WebLab.Client.Runs.Verbs;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Client.Tests.Accounts;

public sealed class TokenListTests : PageTest
{
    [Fact]
    public async Task A_token_is_revoked_only_when_that_is_confirmed()
    {
        var token = new TokenInfo(Guid.NewGuid(), "nightly", TokenScope.Read, default, default, null);
        var revoked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Lab.Answer($"GET {ApiRoutes.Tokens}", new[] { token });
        Lab.Answer($"DELETE {ApiRoutes.Tokens}/{token.Id}", _ =>
        {
            revoked.TrySetResult();
            return Task.FromResult(Results.NoContent());
        });
        var page = Render(builder =>
        {
            builder.OpenComponent<QuestionDialog>(1);
            builder.CloseComponent();
            builder.OpenComponent<TokenList>(2);
            builder.CloseComponent();
        });
        page.WaitForElement("tbody tr");
        foreach (var words in new[] { "Keep", "Revoke" })
        {
            Assert.False(revoked.Task.IsCompleted);
            _ = Click(page, "tbody button");
            page.WaitForElement("dialog.question");
            await Click(page, () => page.FindAll("dialog.question button").Single(button => button.TextContent.Trim() == words));
            page.WaitForState(() => page.FindAll("dialog.question").Count == 0);
        }
        await revoked.Task.WaitAsync(DefaultWaitTimeout);
    }
}
