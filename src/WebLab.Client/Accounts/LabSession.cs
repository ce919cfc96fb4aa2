using WebLab.Client.Api;
using WebLab.Contracts.Accounts;

namespace WebLab.Client.Accounts;

/// <summary>Who uses the page, as far as the page knows; the server decides again at each request.</summary>
public sealed class LabSession
{
    private readonly LabApiClient _api;

    public LabSession(LabApiClient api)
    {
        _api = api;
        // Shut out in the middle of things: the log-in takes the page's place, the address stays.
        api.LoggedOut += () => Set(Info is { IsSingleUser: false } known ? known with { Account = null } : Info);
    }

    public event Action? Changed;

    /// <summary>Null before the server has answered.</summary>
    public SessionInfo? Info { get; private set; }

    /// <summary>Why it has not answered.</summary>
    public string? Fault { get; private set; }

    public AccountInfo? Account => Info?.Account;

    /// <summary>Whether people are told apart.</summary>
    public bool HasAccounts => Info is { IsSingleUser: false };

    public bool IsIn => Info is { IsSingleUser: true } or { Account: not null };

    public bool IsAdmin => Info is { IsSingleUser: true } or { Account.Role: Role.Admin };

    public bool MayLaunch => Info is null or { IsSingleUser: true } or { Account.Role: not Role.Viewer };

    /// <summary>Whether they may change what this person owns.</summary>
    public bool MayChange(Guid owner) => Info is null || IsAdmin || (MayLaunch && Account?.Id == owner);

    /// <summary>Completes when what the pages must know of the lab has been read; only the page that a visit begins with, which needs
    /// nothing of it, is shown before.</summary>
    public Task Known { get; private set; } = Task.CompletedTask;

    /// <param name="isKnownFirst">Whether what the pages must know is read before they are shown.</param>
    public async Task Load(bool isKnownFirst = true)
    {
        try
        {
            Fault = null;
            await Enter(await _api.Session(), isKnownFirst);
        }
        catch (ApiException fault)
        {
            Fault = fault.Message;
            Changed?.Invoke();
        }
    }

    /// <summary>Takes a session; what the pages must know of the lab is read before they are shown.</summary>
    public async Task Enter(SessionInfo info, bool isKnownFirst = true)
    {
        if (info is { IsSingleUser: true } or { Account: not null })
            Known = ReadDatasets();
        if (isKnownFirst)
            await Known;
        Set(info);
    }

    /// <summary>Lets nobody in, since what the pages cannot do without did not come.</summary>
    /// <param name="fault">Why.</param>
    public void Bar(string fault)
    {
        Fault = fault;
        Set(null);
    }

    private async Task ReadDatasets()
    {
        try
        {
            await _api.Datasets();
        }
        catch (ApiException)
        {
            // The page that needs them says so.
        }
    }

    public void Set(SessionInfo? info)
    {
        Info = info;
        Changed?.Invoke();
    }
}
