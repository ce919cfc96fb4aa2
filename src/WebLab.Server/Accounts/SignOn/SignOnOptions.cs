using System.ComponentModel.DataAnnotations;
using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts.SignOn;

/// <summary>Single sign-on by OpenID Connect; on when an authority is named.</summary>
public sealed class SignOnOptions : IValidatableObject
{
    /// <summary>The provider's address, https unless it is on this machine.</summary>
    public Uri? Authority { get; set; }

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>The words on the button.</summary>
    public string Title { get; set; } = "Log in with single sign-on";

    /// <summary>The role of a person who comes for the first time. Administrators are made by administrators.</summary>
    public Role Role { get; set; } = Role.Viewer;

    public bool IsOn => Authority is not null;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null)
            yield break;
        if (
            !Authority.IsAbsoluteUri
            || !(Authority.Scheme == Uri.UriSchemeHttps || (Authority.Scheme == Uri.UriSchemeHttp && Authority.IsLoopback))
        )
            yield return new($"SignOn:Authority must be an https address (or http on this machine); it was {Authority}.");
        if (ClientId.Length == 0)
            yield return new("SignOn:ClientId must be the id that the provider knows this server by; it was empty.");
        if (Role == Role.Admin)
            yield return new("SignOn:Role must be viewer or member; it was admin.");
    }
}
