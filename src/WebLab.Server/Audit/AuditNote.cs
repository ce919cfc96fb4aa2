using WebLab.Contracts;
using WebLab.Server.Accounts;

namespace WebLab.Server.Audit;

/// <summary>What an endpoint adds to the line that the audit trail gets of its request.</summary>
public sealed class AuditNote
{
    public string ThingId { get; private set; } = "";

    public string Thing { get; private set; } = "";

    public string Detail { get; private set; } = "";

    /// <summary>The name that somebody claims before they are known.</summary>
    public string Claimed { get; private set; } = "";

    /// <summary>Who it turned out to be.</summary>
    public Account? Account { get; private set; }

    public static ValueTask<AuditNote> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<AuditNote>() ?? new());

    public void About(Guid id, string name, string detail = "") => (ThingId, Thing, Detail) = (id.ToString(), name, detail);

    public void Tried(string name) => Claimed = Sentence.Cut(name, 60);

    public void By(Account account) => Account = account;

    public void Says(string detail) => Detail = Sentence.Shorten(detail, 2_000);
}
