package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.Words;

/// PostgreSQL's key words ("SQL Key Words"), by what they can be beside key words.
final class PgWords {
    static final Set<String> RESERVED = Words.of("""
            all analyse analyze and any array as asc asymmetric both case cast check collate column constraint
            create current_catalog current_date current_role current_time current_timestamp current_user
            default deferrable desc distinct do else end except false fetch for foreign from grant group having
            in initially intersect into lateral leading limit localtime localtimestamp not null offset on only
            or order placing primary references returning select session_user some symmetric table then to
            trailing true union unique user using variadic when where window with
            """);

    /// Not reserved, but not always a name either: names of types and functions, joins.
    private static final Set<String> RESTRICTED = Words.of("""
            authorization between bigint binary bit boolean char character coalesce collation concurrently
            cross current_schema dec decimal exists extract float freeze full greatest grouping ilike inner
            inout int integer interval is isnull join least left like national natural nchar none normalize
            notnull nullif numeric out outer overlaps overlay position precision real right row setof similar
            smallint substring tablesample time timestamp treat trim values varchar verbose xmlattributes
            xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
            """);

    /// Not reserved, and part of the grammar of queries and changes of rows.
    private static final Set<String> GRAMMAR = Words.of("""
            absolute action after alter always at before begin breadth by cascade conflict continue cube
            current cursor cycle day delete depth each escape exclude filter first following generated groups
            hour if inherits insert instead key last locked matched materialized merge minute month next no
            nothing nowait nulls of ordinality others over overriding partition preceding range recursive
            relative repeatable restrict rollup rows search second set sets share skip system ties uescape
            unbounded update within without year zone
            """);

    /// Not reserved, and never more than a name within a query.
    private static final Set<String> FREE = Words.of("""
            abort access add admin aggregate also asensitive assertion assignment atomic attach attribute
            backward cache call called cascaded catalog chain characteristics checkpoint class close cluster
            columns comment comments commit committed compression configuration connection constraints content
            conversion copy cost csv data database deallocate declare defaults deferred definer delimiter
            delimiters depends detach dictionary disable discard document domain double drop enable encoding
            encrypted enum event excluding exclusive execute explain expression extension external family
            finalize force forward function functions global granted handler header hold identity immediate
            immutable implicit import include including increment index indexes inherit inline input
            insensitive invoker isolation label language large leakproof level listen load local location lock
            logged mapping match maxvalue method minvalue mode move name names new nfc nfd nfkc nfkd normalized
            notify object off oids old operator option options owned owner parallel parameter parser partial
            passing password plans policy prepare prepared preserve prior privileges procedural procedure
            procedures program publication quote read reassign recheck ref referencing refresh reindex release
            rename replace replica reset restart return returns revoke role rollback routine routines rule
            savepoint schema schemas scroll security sequence sequences serializable server session show simple
            snapshot sql stable standalone start statement statistics stdin stdout storage stored strict strip
            subscription support sysid tables tablespace temp template temporary text transaction transform
            trigger truncate trusted type types uncommitted unencrypted unknown unlisten unlogged until vacuum
            valid validate validator value varying version view views volatile whitespace work wrapper write
            xml yes
            """);

    private PgWords() {}

    static boolean keyword(String word) {
        return RESERVED.contains(word) || RESTRICTED.contains(word) || GRAMMAR.contains(word) || FREE.contains(word);
    }

    /// Within a query this word can only be a name.
    static boolean freeName(String word) {
        return FREE.contains(word);
    }
}
