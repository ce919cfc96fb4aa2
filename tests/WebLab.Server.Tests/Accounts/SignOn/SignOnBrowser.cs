using System.Net;
using System.Net.Http.Json;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Server.Tests.Accounts.SignOn;

/// <summary>A browser on its way through single sign-on, one redirect at a time.</summary>
internal sealed class SignOnBrowser : IDisposable
{
    private readonly HttpClient _http;

    public SignOnBrowser(Uri lab, CookieContainer? cookies = null)
    {
        Cookies = cookies ?? new();
        _http = new(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = lab };
    }

    public CookieContainer Cookies { get; }

    /// <summary>From the button to the address by which the provider sends the browser back, which is not opened yet.</summary>
    public async Task<Uri> Begin() => await Redirect(await Redirect(new(_http.BaseAddress!, ApiRoutes.Session + "/sign-on")));

    /// <summary>Opens an address that answers with a redirect.</summary>
    public async Task<Uri> Redirect(Uri address)
    {
        using var answer = await _http.GetAsync(address);
        Assert.True(
            answer.StatusCode == HttpStatusCode.Redirect,
            $"{address}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}"
        );
        return new(address, answer.Headers.Location!);
    }

    /// <summary>The page that one ends up at, as path and query.</summary>
    public async Task<string> SignOn() => (await Redirect(await Begin())).PathAndQuery;

    public async Task<AccountInfo?> Account() => (await _http.GetFromJsonAsync<SessionInfo>(ApiRoutes.Session, LabJson.Options))!.Account;

    /// <summary>Opens an address as a link or a picture of another site's page would.</summary>
    public async Task Visit(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
    }

    public bool HasSession => Cookies.GetAllCookies().Any(cookie => cookie.Name == "weblab");

    public void Dispose() => _http.Dispose();
}
