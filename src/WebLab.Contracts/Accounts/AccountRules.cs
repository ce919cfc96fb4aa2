using System.Globalization;

namespace WebLab.Contracts.Accounts;

/// <summary>What names and passwords may be: the door that server and pages share.</summary>
public static class AccountRules
{
    /// <summary>The longest name of a person or a token.</summary>
    public const int MaxNameLength = 60;

    /// <summary>The shortest password.</summary>
    public const int MinPasswordLength = 12;

    /// <summary>The longest password: hashing takes time with its length.</summary>
    public const int MaxPasswordLength = 128;

    /// <summary>The longest life of an invitation or a token, in days.</summary>
    public const int MaxDays = 366;

    /// <summary>What is wrong with a person's name, one sentence, or null.</summary>
    /// <param name="name">The name.</param>
    public static string? NameProblem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var isGood =
            name.Length is > 0 and <= MaxNameLength
            && name.Trim() == name
            && name.All(c => (char.IsLetterOrDigit(c) && !IsForm(c)) || " .-_@'".Contains(c, StringComparison.Ordinal));
        return isGood
            ? null
            : Sentence.Of(
                $"name must have 1 to {MaxNameLength} letters, digits, spaces, dots, dashes, underscores, @ or apostrophes, with no "
                    + $"space at an end; it had {name.Length:N0}."
            );
    }

    /// <summary>Forms of other letters that are kept for old character sets: raised, circled, script.</summary>
    private static bool IsForm(char c) =>
        char.GetUnicodeCategory(c) == UnicodeCategory.ModifierLetter || c is (>= '\u2100' and <= '\u214F') or (>= '\uFB00' and <= '\uFB06');

    /// <summary>What is wrong with a new password, one sentence, or null. Its characters are its owner's business; its length and how
    /// common it is are not.</summary>
    /// <param name="password">The password.</param>
    /// <param name="name">The name of the account, which is no password.</param>
    public static string? PasswordProblem(string password, string name)
    {
        ArgumentNullException.ThrowIfNull(password);
        ArgumentNullException.ThrowIfNull(name);
        if (password.Length is < MinPasswordLength or > MaxPasswordLength)
            return Sentence.Of($"password must have {MinPasswordLength} to {MaxPasswordLength} characters; it had {password.Length:N0}.");
        return CommonPasswords.Has(password, name)
            ? "password must not be one that is easy to guess, such as a common word, a row of keys or the name; it was."
            : null;
    }

    /// <summary>What is wrong with the name of a token, one sentence, or null.</summary>
    /// <param name="name">The name.</param>
    public static string? TokenNameProblem(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return VisibleText.Is(name) && name.Length <= MaxNameLength
            ? null
            : Sentence.Of($"name must have 1 to {MaxNameLength} characters, {VisibleText.Allowed}; it had {name.Length:N0}.");
    }

    /// <summary>What is wrong with the life of an invitation or a token, one sentence, or null.</summary>
    /// <param name="days">Days from now.</param>
    public static string? DaysProblem(int days) =>
        days is >= 1 and <= MaxDays ? null : Sentence.Of($"days must be 1 to {MaxDays}; it was {days}.");
}
