using Bunit;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Client.Accounts;
using WebLab.Client.Notes;
using WebLab.Client.Tests.Hosting;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Notes;

namespace WebLab.Client.Tests.Notes;

public sealed class NotePanelTests : PageTest
{
    private const string Key = "weblab-unsent/00000000-0000-0000-0000-000000000000/note/run/1";

    [Fact]
    public async Task A_note_that_is_being_written_is_kept_with_each_letter_and_dropped_when_it_is_saved()
    {
        var saved = new List<string>();
        var panel = Open(text =>
        {
            saved.Add(text);
            return Task.FromResult(true);
        });
        await Click(panel, "button");
        await panel.InvokeAsync(() => panel.Find("textarea").Input("It memorises"));
        Assert.Equal([Key, "It memorises"], JSInterop.Invocations["localStorage.setItem"][^1].Arguments);
        await Click(panel, ".button-primary");
        Assert.Equal(["It memorises"], saved);
        Assert.Equal([Key], JSInterop.Invocations["localStorage.removeItem"][^1].Arguments);
    }

    [Fact]
    public void What_was_being_written_is_back_and_said_to_be_unsaved()
    {
        JSInterop.Setup<string?>("localStorage.getItem", Key).SetResult("It memor");
        var panel = Open(_ => Task.FromResult(true));
        Assert.Equal("It memor", panel.WaitForElement("textarea").GetAttribute("value"));
        Assert.Contains("not saved yet", panel.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_saved_since_it_was_begun_is_shown_and_told_to_the_server()
    {
        JSInterop.Setup<string?>("localStorage.getItem", Key).SetResult("It memor");
        JSInterop.Setup<string?>("localStorage.getItem", $"{Key}/before").SetResult("as it was");
        string? told = null;
        var panel = Open(_ => Task.FromResult(true), "theirs", before => told = before);
        panel.WaitForElement("textarea");
        Assert.Equal("theirs", panel.Find("blockquote").TextContent);
        await panel.InvokeAsync(() => panel.Find("textarea").Input("It memorises"));
        var kept = JSInterop.Invocations["localStorage.setItem"];
        Assert.Contains(kept, call => call.Arguments.SequenceEqual([$"{Key}/before", "as it was"]));
        await Click(panel, ".button-primary");
        Assert.Equal("as it was", told);
    }

    [Fact]
    public void Each_person_has_what_they_were_writing()
    {
        var person = new AccountInfo
        {
            Id = Guid.NewGuid(),
            Name = "bo",
            Role = Role.Member,
            CreatedAt = default,
        };
        JSInterop.Setup<string?>("localStorage.getItem", Key).SetResult("Of somebody else");
        Services.GetRequiredService<LabSession>().Set(new(IsSingleUser: false, IsSetUp: true, person));
        Assert.Empty(Open(_ => Task.FromResult(true)).FindAll("textarea"));
    }

    private IRenderedComponent<NotePanel> Open(Func<string, Task<bool>> save, string saved = "", Action<string>? told = null)
    {
        Lab.Answer($"POST {ApiRoutes.Notes}", new NoteHtml("<p>It memorises</p>"));
        return Render<NotePanel>(panel =>
            panel
                .Add(p => p.Subject, "run/1")
                .Add(p => p.Text, saved)
                .Add(p => p.IsMine, true)
                .Add(
                    p => p.OnSave,
                    (text, before) =>
                    {
                        told?.Invoke(before);
                        return save(text);
                    }
                )
        );
    }
}
