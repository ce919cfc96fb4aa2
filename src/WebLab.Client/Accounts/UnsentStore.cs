using Microsoft.JSInterop;

namespace WebLab.Client.Accounts;

/// <summary>What a person is writing, kept in the browser until it is sent: another page, a reload or a log-in in between loses nothing of
/// it. Each person has their own.</summary>
public sealed class UnsentStore(IJSRuntime js, LabSession session)
{
    /// <summary>What was being written; null for nothing.</summary>
    /// <param name="what">What it belongs to, for example <c>form</c>.</param>
    public Task<string?> Read(string what) => Item(Key(what));

    /// <summary>What stood where it is written when it was begun; null where that is not known.</summary>
    public Task<string?> Before(string what) => Item(KeyBefore(what));

    /// <summary>Keeps a text.</summary>
    /// <param name="what">What it belongs to.</param>
    /// <param name="text">The text so far.</param>
    /// <param name="before">What it is to take the place of, so that another's text since then is not lost; null for nothing.</param>
    public async Task Keep(string what, string text, string? before = null)
    {
        try
        {
            if (before is not null)
                await js.InvokeVoidAsync("localStorage.setItem", KeyBefore(what), before);
            await js.InvokeVoidAsync("localStorage.setItem", Key(what), text);
        }
        catch (JSException)
        {
            // As above, or its room is used up: what is written is still on the page.
        }
    }

    public async Task Drop(string what)
    {
        try
        {
            await js.InvokeVoidAsync("localStorage.removeItem", KeyBefore(what));
            await js.InvokeVoidAsync("localStorage.removeItem", Key(what));
        }
        catch (JSException)
        {
            // Nothing was kept.
        }
    }

    private async Task<string?> Item(string key)
    {
        try
        {
            return await js.InvokeAsync<string?>("localStorage.getItem", key);
        }
        catch (JSException)
        {
            // A browser that keeps nothing for the site.
            return null;
        }
    }

    private string KeyBefore(string what) => $"{Key(what)}/before";

    private string Key(string what) => $"weblab-unsent/{session.Account?.Id ?? Guid.Empty}/{what}";
}
