using Microsoft.Extensions.Options;
using WebLab.Contracts;
using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts.Links;

/// <summary>The link that makes the first administrator: printed at each start until there is one, good until the server stops, never
/// written down.</summary>
internal sealed class SetUpLink(AccountStore accounts, IOptions<AccountOptions> options, ServerAddress address, TimeProvider time)
{
    private static readonly Guid Id = new("5e700000-0000-4000-8000-000000000001");

    private readonly string _secret = Secret.Create();
    private byte[]? _hash;

    /// <summary>What to print once the server listens; null for nothing.</summary>
    public string? Notice =>
        options.Value.SingleUser ? "Accounts are off (--single-user): everyone on this machine may do everything."
        : accounts.HasAdmin ? null
        : $"Make the first administrator (this link works once): {new Uri(address.Get(), $"{ApiRoutes.JoinPage}#{_secret}")}";

    public Link? Find(string secret) =>
        !accounts.HasAdmin && Secret.Matches(_hash ??= Secret.Hash(_secret), secret)
            ? new(Id, LinkKind.SetUp, Role.Admin, Guid.Empty, _hash, time.GetUtcNow().AddDays(1))
            : null;
}
