using Microsoft.JSInterop;

namespace WebLab.Client.Accounts;

/// <summary>What a person is writing, kept in the browser until it is sent: another page, a reload or a log-in in between loses nothing of
/// it. Each person has their own.</summary>
public sealed class UnsentStore(IJSRuntime js, LabSession session)
{
    /// <summary>What was being written; null for nothing.</summary>
    /// <param name="what">What it belongs to, for example <c>form</c>.</param>
    public async Task<string?> Read(string what)
    {
        try
        {
            return await js.InvokeAsync<string?>("localStorage.getItem", Key(what));
        }
        catch (JSException)
        {
            // A browser that keeps nothing for the site.
            return null;
        }
    }

    public async Task Keep(string what, string text)
    {
        try
        {
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
            await js.InvokeVoidAsync("localStorage.removeItem", Key(what));
        }
        catch (JSException)
        {
            // Nothing was kept.
        }
    }

    private string Key(string what) => $"weblab-unsent/{session.Account?.Id ?? Guid.Empty}/{what}";
}
