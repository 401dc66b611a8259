<?xml version="1.0" encoding="utf-8"?>
<!--
  Puts the text in the place of each inheritdoc: editors show a package's documentation as it is.
  With a path, the elements of that name come from the member that is named; without one, all that
  the inheriting member neither has nor takes from elsewhere, but no example: that calls the member
  it was written for. Leaves out the types that callers cannot see.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:output method="xml" encoding="utf-8" />
  <xsl:param name="publicTypes" />
  <xsl:key name="members" match="member" use="@name" />

  <xsl:template match="member">
    <xsl:variable name="path" select="translate(substring-after(@name, ':'), '(`', '..')" />
    <xsl:variable name="inRoot"
      select="substring-before(concat(substring-after($path, 'VGetRandom.'), '.'), '.')" />
    <xsl:variable name="inExtensions"
      select="substring-before(concat(substring-after($path, 'VGetRandom.Extensions.'), '.'), '.')" />
    <xsl:if test="contains($publicTypes, concat(' VGetRandom.', $inRoot, ' '))
      or contains($publicTypes, concat(' VGetRandom.Extensions.', $inExtensions, ' '))">
      <xsl:copy>
        <xsl:apply-templates select="@* | node()" />
      </xsl:copy>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@* | node()">
    <xsl:copy>
      <xsl:apply-templates select="@* | node()" />
    </xsl:copy>
  </xsl:template>

  <xsl:template match="inheritdoc">
    <xsl:variable name="path" select="@path" />
    <xsl:variable name="own" select="../*" />
    <xsl:variable name="taken" select="../inheritdoc/@path" />
    <xsl:variable name="origin" select="key('members', @cref)" />
    <xsl:if test="not($origin)">
      <xsl:message terminate="yes">
        <xsl:value-of select="concat(../@name, ' inherits from an unknown member')" />
      </xsl:message>
    </xsl:if>
    <xsl:for-each select="$origin/*">
      <xsl:variable name="name" select="name()" />
      <xsl:variable name="here" select="concat('/', $name)" />
      <xsl:choose>
        <xsl:when test="self::inheritdoc">
          <xsl:if test="$path = @path or (not($path) and not(@path = $taken))">
            <xsl:apply-templates select="." />
          </xsl:if>
        </xsl:when>
        <xsl:when test="$path = $here
          or (not($path) and not(self::example) and not($own[name() = $name])
            and not($taken = $here))">
          <xsl:apply-templates select="." />
        </xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
