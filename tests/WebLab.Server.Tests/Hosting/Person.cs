using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;
using WebLab.Contracts.Experiments;
using WebLab.Contracts.Specs;

namespace WebLab.Server.Tests.Hosting;

/// <summary>A person's browser: its own cookies, nothing else. Or a script, with a token.</summary>
internal sealed partial class Person : IDisposable
{
    public const string Password = "a quite long pass sentence 7";

    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;
    private readonly string? _token;

    /// <param name="address">The server.</param>
    /// <param name="token">What a script shows; null for a person's browser.</param>
    /// <param name="from">The address in 127.0.0.0/8 that they come from; null for the usual one.</param>
    public Person(Uri address, string? token = null, string? from = null)
    {
        Address = address;
        _token = token;
        var handler = new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false };
        if (from is not null)
            handler.ConnectCallback = async (context, stop) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
                await socket.ConnectAsync(context.DnsEndPoint, stop);
                return new NetworkStream(socket, ownsSocket: true);
            };
        _http = new(handler) { BaseAddress = address };
        if (token is not null)
            _http.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    public Uri Address { get; }

    /// <summary>The administrator that the server's printed link makes.</summary>
    public static async Task<Person> FirstAdmin(LabServer server, string name = "ada")
    {
        var person = new Person(server.Address);
        Assert.Equal(HttpStatusCode.OK, (await person.UseLink(await SetUpSecret(server), name)).Status);
        return person;
    }

    /// <summary>The secret of the link that the server prints in the line after its address.</summary>
    public static async Task<string> SetUpSecret(LabServer server)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!patience.IsCancellationRequested)
        {
            if (SetUpLine().Match(server.Output) is { Success: true } match)
                return match.Groups[1].Value;
            await timer.WaitForNextTickAsync();
        }
        throw new TimeoutException($"The server printed no link: {server.Output}");
    }

    /// <summary>Invites somebody, who makes their account.</summary>
    public async Task<Person> Invite(string name, Role role)
    {
        var link = await Post<NewLink>(ApiRoutes.Invitations, new InvitationRequest(role));
        var person = new Person(Address);
        Assert.Equal(HttpStatusCode.OK, (await person.UseLink(link.Path.Split('#')[1], name)).Status);
        return person;
    }

    public async Task<(NewToken Token, Person Script)> MakeToken(TokenScope scope)
    {
        var token = await Post<NewToken>(ApiRoutes.Tokens, new TokenRequest("a script", scope));
        return (token, new(Address, token.Secret));
    }

    public Task<(HttpStatusCode Status, string Body)> UseLink(string secret, string name) =>
        Send(HttpMethod.Post, ApiRoutes.Links + "/use", new LinkUse(secret, name, Password));

    public Task<(HttpStatusCode Status, string Body)> LogIn(string name, string password = Password) =>
        Send(HttpMethod.Post, ApiRoutes.Session, new LogInRequest(name, password));

    public Task<Experiment> Launch(string name, bool isPrivate = false, RunSpec? spec = null) =>
        Post<Experiment>(
            ApiRoutes.Experiments,
            new ExperimentRequest
            {
                Name = name,
                IsPrivate = isPrivate,
                Runs = [new("a run", spec ?? Specs.Short)],
            }
        );

    public async Task<T> Get<T>(string path) => (await _http.GetFromJsonAsync<T>(path, LabJson.Options))!;

    public Task<byte[]> Bytes(string path) => _http.GetByteArrayAsync(path);

    /// <summary>Reads until what is read is as wanted.</summary>
    public async Task<T> Until<T>(string path, Func<T, bool> isWanted, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var read = await Get<T>(path);
            if (isWanted(read))
                return read;
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"Within 60 s there was not {what}; there was {read}.");
            await timer.WaitForNextTickAsync();
        }
    }

    public async Task<T> Post<T>(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(path, body, LabJson.Options);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<T>(LabJson.Options))!;
    }

    public async Task<HttpStatusCode> Status(HttpMethod method, string path, object? body = null) =>
        (await Send(method, path, body)).Status;

    public async Task<(HttpStatusCode Status, string Body)> Send(
        HttpMethod method,
        string path,
        object? body = null,
        params (string Name, string Value)[] headers
    )
    {
        // As it is written, also what a client would tidy up: doubled slashes, letters as percent-encodings.
        var written = new Uri(
            Address.GetLeftPart(UriPartial.Authority) + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
        );
        using var request = new HttpRequestMessage(method, written);
        if (body is HttpContent content)
            request.Content = content;
        else if (body is not null)
            request.Content = body is string json
                ? new StringContent(json, Encoding.UTF8, "application/json")
                : JsonContent.Create(body, body.GetType(), options: LabJson.Options);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The live hub with this person's cookies or token, not connected yet.</summary>
    public HubConnection Hub(params (string Name, string Value)[] headers) =>
        new HubConnectionBuilder()
            .WithUrl(
                new Uri(Address, ApiRoutes.LiveHub),
                options =>
                {
                    options.Cookies = _cookies;
                    if (_token is not null)
                        options.Headers["Authorization"] = $"Bearer {_token}";
                    foreach (var (name, value) in headers)
                        options.Headers[name] = value;
                }
            )
            .AddJsonProtocol(json => LabJson.Configure(json.PayloadSerializerOptions))
            .Build();

    public void Dispose() => _http.Dispose();

    [GeneratedRegex(@"/join#([\w-]+)")]
    private static partial Regex SetUpLine();
}
