namespace Tollgate.Server.Tests;
public sealed class T { [Fact] public void Works() => Assert.True(true); }
