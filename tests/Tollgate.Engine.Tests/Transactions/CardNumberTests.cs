using System.Text;
using Tollgate.Engine.Transactions;

namespace Tollgate.Engine.Tests.Transactions;

public sealed class CardNumberTests
{
    [Theory]
    [InlineData("4111111111111111")]
    [InlineData("4111 1111 1111 1111")]
    [InlineData("4111-1111-1111-1111")]
    [InlineData("5555555555554444")]
    [InlineData("2223003122003222")]
    [InlineData("378282246310005")]
    [InlineData("6011111111111117")]
    [InlineData("3530111333300000")]
    [InlineData("36227206271667")]
    [InlineData("6200000000000005")]
    public void The_number_of_a_card_that_is_issued_is_one_everywhere(string number)
    {
        Assert.True(CardNumber.IsIssued(Encoding.UTF8.GetBytes(number).AsSpan()));
        Assert.True(CardNumber.IsIssued(number));
        Assert.True(CardNumber.Looks(Encoding.UTF8.GetBytes(number)));
        Assert.True(CardNumber.IsIn($"the card {number}, she said"));
        Assert.True(CardNumber.IsIn($"2026-11-23 {number}"));
    }

    [Theory]
    [InlineData("4111111111111112", false)] // a wrong check digit
    [InlineData("1795436370005", true)] // a time in ms
    [InlineData("1795436370000005", true)] // a time in µs
    [InlineData("1728394756019283742", true)] // a snowflake
    [InlineData("4006381333932", true)] // begins like the EAN-13 of goods in Germany
    [InlineData("4222222222222", true)] // Visa as of the last century
    [InlineData("356938035643809", true)] // an IMEI
    public void Other_long_numbers_are_taken_even_where_they_pass_Luhn(string number, bool passes)
    {
        Assert.False(CardNumber.IsIssued(number));
        Assert.False(CardNumber.IsIssued(long.Parse(number)));
        Assert.False(CardNumber.IsIn($"seen at {number}"));
        Assert.Equal(passes, CardNumber.Looks(Encoding.UTF8.GetBytes(number)));
    }

    [Theory]
    [InlineData("411111111111111a")]
    [InlineData("t-4111111111111111")]
    [InlineData("4111111111111111 4111111111111111")]
    public void An_id_is_looked_at_as_a_whole(string id) => Assert.False(CardNumber.IsIssued(id));

    [Theory]
    [InlineData("4111--1111--1111--1111")]
    [InlineData("41111111111111110")]
    [InlineData("94111111111111111")]
    [InlineData("paid 4111 EUR on 1111-11-11, then 1111 more")]
    [InlineData("")]
    public void Digits_that_do_not_stand_together_are_no_number(string text) => Assert.False(CardNumber.IsIn(text));
}
