using System.Security.Claims;
using WebLab.Contracts.Accounts;

namespace WebLab.Server.Accounts.SignOn;

/// <summary>From what the provider says of a person to their account, which is made when they come for the first time.</summary>
internal static class SignOnPerson
{
    private static readonly string[] NameClaims = ["preferred_username", "name", "email", "sub"];

    public static async Task<Account> Find(ClaimsPrincipal person, AccountStore accounts, Role role, DateTimeOffset now)
    {
        var sub = person.FindFirst("sub") ?? throw new InvalidOperationException("The provider named no subject.");
        var subject = $"{sub.Issuer}|{sub.Value}";
        var name = Name(person);
        // A name that somebody has is not theirs for being the same at the provider: the newcomer gets a number.
        for (var number = 1; ; number++)
        {
            if (accounts.OfSubject(subject) is { } known)
                return await accounts.Change(known.Id, stored => stored with { LastLogInAt = now }) ?? known;
            var account = new Account
            {
                Id = Guid.CreateVersion7(now),
                Name = number == 1 ? name : $"{name} {number}",
                Role = role,
                CreatedAt = now,
                Subject = subject,
                LastLogInAt = now,
            };
            if (await accounts.Add(account) == AccountAddition.Done)
                return account;
        }
    }

    private static string Name(ClaimsPrincipal person)
    {
        var said = NameClaims.Select(person.FindFirstValue).First(text => !string.IsNullOrWhiteSpace(text))!;
        var clean = string.Concat(said.Select(c => AccountRules.NameProblem($"a{c}a") is null ? c : '-')).Trim();
        return clean.Length <= AccountRules.MaxNameLength - 6 ? clean : clean[..(AccountRules.MaxNameLength - 6)].Trim();
    }
}
