// SPDX-License-Identifier: Apache-2.0
#include "agent/config/agentconfig.h"
#include "shared/model/codec.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestAgentConfig : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_file;

    [[nodiscard]] auto load(const QByteArray &text) const
    {
        QFile file(m_file);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write the test's file");
        file.close();
        return loadAgentConfig(m_file);
    }

private Q_SLOTS:
    void initTestCase() { m_file = m_folder.filePath(u"agent.json"_s); }

    void everythingMayBeLeftOut()
    {
        const auto config = load("{}\n");
        QVERIFY(config);
        QVERIFY(!config->name.isEmpty());
        QCOMPARE(config->port, 7117);
        QCOMPARE(config->listen, QList{u"::"_s});
        QCOMPARE(config->localSocket(), u"/run/muster/agent.sock"_s);
    }

    void takesWhatIsSet()
    {
        const auto config = load(R"({"name": "drawer-3", "listen": ["192.0.2.1", "fe80::1"], "port": 7000,
            "stateFolder": "/s", "publish": false, "logLevel": "Debug"})");
        QVERIFY(config);
        QCOMPARE(config->name, u"drawer-3"_s);
        QCOMPARE(config->listen.size(), 2);
        QCOMPARE(config->inState(u"peers.json"_s), u"/s/peers.json"_s);
        QVERIFY(!config->publish);
        QCOMPARE(config->logLevel, LogLevel::Debug);
    }

    void takesWhereEtcdIs()
    {
        const auto config = load("{\"etcd\": {\"endpoints\": [\"https://10.0.0.5:2379\", "
                                 "\"http://127.0.0.1:2379\", \"https://[fe80::1]:2379/\"],"
                                 "\"caFile\": \"/etc/muster/ca.pem\", \"user\": \"muster\","
                                 "\"passwordFile\": \"/etc/muster/password\","
                                 "\"certificateFile\": \"/c.pem\", \"keyFile\": \"/c.key\"}}");
        QVERIFY(config);
        QVERIFY(config->etcd);
        QCOMPARE(config->etcd->endpoints.size(), 3);
        QCOMPARE(config->etcd->caFile, u"/etc/muster/ca.pem"_s);
        QCOMPARE(config->etcd->prefix, u"/muster"_s);
        QVERIFY(!load("{}")->etcd);
    }

    void readsWhereEtcdIsAsItWouldWriteIt()
    {
        EtcdConfig etcd;
        etcd.endpoints = {u"https://192.0.2.5:2379"_s};
        const auto read = load("{\"etcd\": " + toJson(etcd) + '}');
        QVERIFY(read);
        QCOMPARE(read->etcd, etcd);
    }

    void takesWhereTheHostIs()
    {
        const auto config = load("{\"host\": {\"target\": \"sftp://muster@10.0.0.5:2222/srv/dumps\", "
                                 "\"scopes\": [\"System\", \"Node\"], \"types\": [\"checkstop\"], "
                                 "\"keyFile\": \"/k\", \"knownHostsFile\": \"/h\"}}");
        QVERIFY(config);
        QVERIFY(config->host);
        QCOMPARE(config->host->way(), HostConfig::Way::Sftp);
        QCOMPARE(config->host->url().toString(), u"sftp://muster@10.0.0.5:2222/srv/dumps/"_s);
        QVERIFY(config->host->takes(DumpScope::Node, u"checkstop"_s));
        QVERIFY(!config->host->takes(DumpScope::Node, u"bmc"_s));
        QVERIFY(!load("{}")->host);
        for (const char *folder : {"/srv/dumps/", "file:///srv/dumps"}) {
            const auto local = load("{\"host\": {\"target\": \"" + QByteArray(folder) + "\"}}");
            QVERIFY(local);
            QCOMPARE(local->host->way(), HostConfig::Way::Folder);
            QCOMPARE(local->host->folder(), u"/srv/dumps"_s);
            QVERIFY(local->host->takes(DumpScope::System, u"checkstop"_s));
            QVERIFY(!local->host->takes(DumpScope::Node, u"bmc"_s));
        }
        const auto token = load("{\"host\": {\"target\": \"https://10.0.0.5/d\", \"caFile\": \"/c\", "
                                "\"tokenFile\": \"/t\"}}");
        QVERIFY(token);
        QCOMPARE(token->host->way(), HostConfig::Way::Https);
        const auto user = load("{\"host\": {\"target\": \"https://u@10.0.0.5/d\", \"passwordFile\": "
                               "\"/p\", \"certificateFile\": \"/c\", \"keyFile\": \"/k\"}}");
        QVERIFY(user);
    }

    void readsWhereTheHostIsAsItWouldWriteIt()
    {
        HostConfig host;
        host.target = u"/srv/dumps"_s;
        host.scopes = {DumpScope::Node};
        const auto read = load("{\"host\": " + toJson(host) + '}');
        QVERIFY(read);
        QCOMPARE(read->host, host);
    }

    void takesWhatIsKeptOfDumps()
    {
        const auto config =
            load("{\"dumps\": {\"quotas\": [{\"type\": \"bmc\", \"count\": 3}, {\"days\": 9}],"
                 "\"evictsUnfetched\": true}}");
        QVERIFY(config);
        QCOMPARE(config->dumps.quotaOf(u"bmc"_s).count, 3);
        QCOMPARE(config->dumps.quotaOf(u"other"_s).days, 9);
        QVERIFY(config->dumps.evictsUnfetched);
        QCOMPARE(load("{}")->dumps.quotaOf(u"bmc"_s).count, 64);
    }

    void namesEachFault_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("not JSON") << QByteArray("{\n\"port\": 1\n\"name\": 2}")
                                  << QStringList{u":3: not JSON"_s};
        QTest::newRow("comma at the end")
            << QByteArray("{\n\"port\": 1,\n}") << QStringList{u":3: not JSON"_s};
        QTest::newRow("empty") << QByteArray() << QStringList{u":1: not JSON"_s};
        QTest::newRow("a list") << QByteArray("[]") << QStringList{u":1: the file must hold"_s};
        QTest::newRow("unknown key") << QByteArray("{\n \"prot\": 1\n}")
                                     << QStringList{u":2: prot: there is no such key"_s,
                                                    u"did you mean \"port\"?"_s};
        QTest::newRow("out of range")
            << QByteArray("{\n\n \"port\": 65536\n}") << QStringList{u":3: port: "_s, u"0 to 65535"_s};
        QTest::newRow("wrong kind") << QByteArray("{\"publish\": \"yes\"}")
                                    << QStringList{u":1: publish: must be true or false"_s};
        QTest::newRow("unknown word") << QByteArray("{\"logLevel\": \"debug\"}")
                                      << QStringList{u"logLevel"_s, u"Debug, Info, Warning, Critical"_s};
        QTest::newRow("a name for an address")
            << QByteArray("{\"listen\": [\"::1\",\n\"localhost\"]}")
            << QStringList{u":2: listen[1]: \"localhost\" is no IP address; names are not looked up"_s};
        QTest::newRow("no address") << QByteArray("{\"listen\": []}")
                                    << QStringList{u"listen"_s, u"1 to 16"_s};
        QTest::newRow("relative path")
            << QByteArray("{\"stateFolder\": \"var\"}") << QStringList{u"stateFolder"_s, u"from the root"_s};
        QTest::newRow("relative simulation") << QByteArray("{\"simulationFolder\": \"machine\"}")
                                             << QStringList{u":1: simulationFolder: "_s, u"from the root"_s};
        const auto etcd = [](const QByteArray &more) {
            return "{\"etcd\": {\"endpoints\": [\"https://a:2379\"],\n" + more + "}}";
        };
        QTest::newRow("etcd without a place")
            << QByteArray("{\"etcd\": {}}") << QStringList{u":1: etcd.endpoints: "_s};
        QTest::newRow("etcd, nowhere") << QByteArray("{\"etcd\": {\"endpoints\": []}}")
                                       << QStringList{u":1: etcd.endpoints: "_s, u"1 to 9"_s};
        QTest::newRow("etcd at too many places") << QByteArray(
            "{\"etcd\": {\"endpoints\": [\"" + QByteArrayList(10, "https://a").join("\",\"") + "\"]}}")
                                                 << QStringList{u":1: etcd.endpoints: "_s, u"1 to 9"_s};
        QTest::newRow("etcd by another protocol")
            << QByteArray("{\"etcd\": {\"endpoints\": [\"https://a\",\n\"ftp://b\"]}}")
            << QStringList{u":2: etcd.endpoints[1]: \"ftp://b\" is no address"_s, u"https://"_s};
        QTest::newRow("etcd in the clear")
            << QByteArray("{\"etcd\": {\"endpoints\": [\"http://10.0.0.5:2379\"]}}")
            << QStringList{u":1: etcd.endpoints[0]: "_s, u"not encrypted"_s};
        QTest::newRow("etcd with a path")
            << QByteArray("{\"etcd\": {\"endpoints\": [\"https://a:2379/v3\"]}}")
            << QStringList{u"scheme, host and port alone"_s};
        QTest::newRow("etcd, unknown key")
            << etcd("\"cafile\": \"/a\"") << QStringList{u":2: etcd.cafile: "_s, u"\"caFile\"?"_s};
        QTest::newRow("etcd, relative path")
            << etcd("\"caFile\": \"ca.pem\"") << QStringList{u":2: etcd.caFile: "_s, u"from the root"_s};
        QTest::newRow("etcd, certificate without key")
            << etcd("\"certificateFile\": \"/c.pem\"")
            << QStringList{u":2: etcd.certificateFile: "_s, u"without etcd.keyFile"_s};
        QTest::newRow("etcd, user without password")
            << etcd("\"user\": \"u\"") << QStringList{u":2: etcd.user: "_s, u"without etcd.passwordFile"_s};
        QTest::newRow("etcd, prefix")
            << etcd("\"prefix\": \"muster/\"") << QStringList{u":2: etcd.prefix: "_s, u"begin with /"_s};
        const auto host = [](const QByteArray &target, const QByteArray &more = {}) {
            return "{\"host\": {\"target\": \"" + target + "\"" + (more.isEmpty() ? "" : ",\n") + more + "}}";
        };
        QTest::newRow("host without a target")
            << QByteArray("{\"host\": {}}") << QStringList{u":1: host.target: "_s};
        QTest::newRow("host, a relative folder") << host("dumps") << QStringList{u":1: host.target: "_s};
        QTest::newRow("host in the clear")
            << host("http://10.0.0.5/d") << QStringList{u":1: host.target: "_s, u"not encrypted"_s};
        QTest::newRow("host by another protocol")
            << host("smb://10.0.0.5/d") << QStringList{u"host.target: "_s, u"no URL of one"_s};
        QTest::newRow("host, a file elsewhere")
            << host("file://10.0.0.5/d") << QStringList{u"host.target: "_s, u"of this machine"_s};
        QTest::newRow("host with a query")
            << host("https://10.0.0.5/d?x=1") << QStringList{u"host.target: "_s};
        QTest::newRow("host with a password")
            << host("https://u:p@10.0.0.5/d") << QStringList{u"host.target: "_s, u"password in it"_s};
        QTest::newRow("host, no known hosts")
            << host("sftp://u@10.0.0.5/d", "\"keyFile\": \"/k\"")
            << QStringList{u":1: host.knownHostsFile: "_s, u"ssh-keyscan"_s};
        QTest::newRow("host, nothing to log in by")
            << host("sftp://u@10.0.0.5/d", "\"knownHostsFile\": \"/k\"")
            << QStringList{u"host.keyFile: "_s, u"nothing to log in by"_s};
        QTest::newRow("host, no user") << host("sftp://10.0.0.5/d") << QStringList{u"names no user"_s};
        QTest::newRow("host, relative path") << host("https://10.0.0.5/d", "\"tokenFile\": \"t\"")
                                             << QStringList{u":2: host.tokenFile: "_s, u"from the root"_s};
        QTest::newRow("host, a setting of another way")
            << host("/srv", "\"tokenFile\": \"/t\"")
            << QStringList{u":2: host.tokenFile: "_s, u"no meaning"_s};
        QTest::newRow("host, certificate without key")
            << host("https://10.0.0.5/d", "\"certificateFile\": \"/c\"")
            << QStringList{u":2: host.certificateFile: "_s, u"without keyFile"_s};
        QTest::newRow("host, user without password")
            << host("https://u@10.0.0.5/d") << QStringList{u"host.target: "_s, u"no passwordFile"_s};
        QTest::newRow("host, password without user")
            << host("https://10.0.0.5/d", "\"passwordFile\": \"/p\"")
            << QStringList{u":2: host.passwordFile: "_s, u"names no user"_s};
        QTest::newRow("host, two ways to log in")
            << host("https://u@10.0.0.5/d", "\"passwordFile\": \"/p\", \"tokenFile\": \"/t\"")
            << QStringList{u":2: host.tokenFile: "_s};
        QTest::newRow("host, unknown scope")
            << host("/srv", "\"scopes\": [\"All\"]") << QStringList{u":2: host.scopes[0]"_s, u"System"_s};
        QTest::newRow("host, unknown key")
            << host("/srv", "\"password\": \"p\"") << QStringList{u":2: host.password: "_s};
        QTest::newRow("dumps, relative folder")
            << QByteArray("{\"dumps\": {\"kindsFolder\": \"d\"}}")
            << QStringList{u":1: dumps.kindsFolder: "_s, u"from the root"_s};
        QTest::newRow("dumps, unknown key")
            << QByteArray("{\"dumps\": {\n\"keepFreeByte\": 1}}")
            << QStringList{u":2: dumps.keepFreeByte: "_s, u"\"keepFreeBytes\"?"_s};
        QTest::newRow("dumps, two quotas of a type")
            << QByteArray("{\"dumps\": {\"quotas\": [{\"type\": \"bmc\"},\n{\"type\": \"bmc\"}]}}")
            << QStringList{u":2: dumps.quotas[1]: "_s, u"\"bmc\" is there twice"_s};
        QTest::newRow("dumps, no room") << QByteArray("{\"dumps\": {\"automatic\": {\"count\": 0}}}")
                                        << QStringList{u":1: dumps.automatic.count: "_s};
        QTest::newRow("dumps, automatic of a type")
            << QByteArray("{\"dumps\": {\"automatic\": {\"type\": \"bmc\"}}}")
            << QStringList{u":1: dumps.automatic.type: "_s};
        QTest::newRow("several") << QByteArray("{\"port\": -1,\n\"nmae\": 1,\n\"publish\": 3}")
                                 << QStringList{u":1: port: "_s, u":2: nmae: "_s, u":3: publish: "_s};
        QTest::newRow("a control character")
            << QByteArray("{\"name\": \"a\\u0007b\"}") << QStringList{u":1: name: "_s};
    }

    void namesEachFault()
    {
        QFETCH(QByteArray, text);
        QFETCH(QStringList, parts);
        const auto config = load(text);
        QVERIFY(!config);
        QString all;
        for (const ConfigFault &fault : config.error())
            all += toString(fault) + u'\n';
        for (const QString &part : parts)
            QVERIFY2(all.contains(part), qPrintable(all));
        QVERIFY(all.startsWith(m_file + u':'));
    }

    void namesAnAbsentFile()
    {
        const auto config = loadAgentConfig(m_folder.filePath(u"none.json"_s));
        QVERIFY(!config);
        QCOMPARE(config.error().size(), 1);
        QVERIFY(toString(config.error().first()).contains(u"none.json: there is no such file"_s));
    }
};

QTEST_APPLESS_MAIN(TestAgentConfig)
#include "tst_agentconfig.moc"
