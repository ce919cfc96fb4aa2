namespace WebLab.Server.Tests.Accounts.SignOn;

/// <summary>What is wrong with the token that the provider hands out.</summary>
public enum ProviderFault
{
    None,
    ForeignKey,
    UnknownKeyId,
    ChangedAfterSigning,
    NoSignature,
    WrongNonce,
    NoNonce,
    WrongAudience,
    WrongIssuer,
    Expired,
    NotYetValid,
    NoSubject,
    NotAToken,
}
