// SPDX-License-Identifier: Apache-2.0
#include "tests/support/filesizelimit.h"
#include "tests/support/replicanet.h"

#include <QCoroTest>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Four nodes of one system, and what becomes of their documents.
class TestReplication : public QObject
{
    Q_OBJECT

    std::optional<QTemporaryDir> m_folder;
    std::optional<ReplicaNet> m_net;
    NetNode *m_a = nullptr;
    NetNode *m_b = nullptr;
    NetNode *m_c = nullptr;
    NetNode *m_d = nullptr;

    Result<VersionCount> put(NetNode &node, const QString &id, const QString &body)
    {
        return QCoro::waitFor(node.replication->put(u"setting"_s, id, body));
    }
    Result<VersionCount> remove(NetNode &node, const QString &id)
    {
        return QCoro::waitFor(node.replication->remove(u"setting"_s, id));
    }
    bool allHave(const QString &id, const QString &body)
    {
        return std::ranges::all_of(m_net->nodes(),
                                   [&](const auto &node) { return node->body(u"setting"_s, id) == body; });
    }
    bool allAreEmpty()
    {
        return std::ranges::all_of(m_net->nodes(), [](const auto &node) {
            const auto digest =
                node->replication->digest(node->neighbours.hub(), {node->replication->systemId()});
            return digest && digest->buckets == QStringList(ReplicaBuckets, QString(64, u'0'));
        });
    }

private Q_SLOTS:
    void init()
    {
        m_folder.emplace();
        m_net.emplace(m_folder->path());
        m_a = &m_net->add(u"AAAA"_s);
        m_b = &m_net->add(u"BBBB"_s);
        m_c = &m_net->add(u"CCCC"_s);
        m_d = &m_net->add(u"DDDD"_s);
        m_net->form(m_a->id);
        m_net->joinAll(*m_a);
    }
    void cleanup()
    {
        m_net.reset();
        m_folder.reset();
    }

    void aWriteOnAnyMemberReachesAll()
    {
        for (NetNode *writer : {m_a, m_b, m_d}) {
            const QString body = u"{\"by\":\"%1\"}"_s.arg(writer->id);
            QVERIFY(put(*writer, u"x"_s, body));
            QTRY_VERIFY(allHave(u"x"_s, body));
        }
        QCOMPARE(m_c->replication->document(u"setting"_s, u"x"_s)->shown.writer, u"DDDD"_s);
        QVERIFY(m_c->replication->document(u"setting"_s, u"x"_s)->siblings.isEmpty());
    }

    void tellsOnHowManyMembersAWriteIs()
    {
        QSignalSpy held(m_b->replication.get(), &Replication::held);
        QVERIFY(put(*m_b, u"x"_s, u"{}"_s));
        QTRY_VERIFY(!held.isEmpty() && held.constLast().at(2).toInt() == 4);
        for (NetNode *writer : {m_a, m_c})
            QVERIFY(QCoro::waitFor(writer->replication->putOn(4, 10s, u"setting"_s, u"y"_s, u"{}"_s)));
        QVERIFY(allHave(u"y"_s, u"{}"_s));
        const auto tooMany = QCoro::waitFor(m_a->replication->putOn(5, 1s, u"setting"_s, u"y"_s, u"{}"_s));
        QCOMPARE(tooMany.error().code, ErrorCode::Invalid);
    }

    void namesWhoIsMissingAndGoesOn()
    {
        m_net->cut(m_a, m_d);
        for (NetNode *writer : {m_a, m_b}) {
            const auto late =
                QCoro::waitFor(writer->replication->putOn(4, 300ms, u"setting"_s, writer->id, u"{}"_s));
            QVERIFY(!late);
            QCOMPARE(late.error().code, ErrorCode::Timeout);
            QVERIFY2(late.error().text.contains(u"not known to have it: dddd"_s),
                     qPrintable(late.error().text));
        }
        m_net->join(*m_a, *m_d);
        QTRY_VERIFY(allHave(u"AAAA"_s, u"{}"_s) && allHave(u"BBBB"_s, u"{}"_s));
    }

    void aMemberThatWasAwayGetsAndGivesWhatIsNew()
    {
        QVERIFY(put(*m_a, u"old"_s, u"{}"_s));
        QTRY_VERIFY(allHave(u"old"_s, u"{}"_s));
        m_net->cut(m_a, m_d);
        QVERIFY(put(*m_d, u"alone"_s, u"{\"from\":\"d\"}"_s));
        for (int i = 0; i < 300; ++i)
            QVERIFY(put(*m_a, u"doc-%1"_s.arg(i), u"{\"n\":%1}"_s.arg(i)));
        QVERIFY(remove(*m_b, u"old"_s));
        QSignalSpy upToDate(m_d->replication.get(), &Replication::upToDate);
        m_net->join(*m_a, *m_d);
        QTRY_COMPARE(upToDate.size(), 1);
        QTRY_VERIFY(allHave(u"doc-299"_s, u"{\"n\":299}"_s) && allHave(u"alone"_s, u"{\"from\":\"d\"}"_s));
        QTRY_VERIFY(allHave(u"old"_s, {}));
        QCOMPARE(m_d->replication->documents(u"setting"_s).size(), 301);
    }

    void aDeletionIsForgottenOnceAllKnowIt()
    {
        QVERIFY(put(*m_a, u"x"_s, u"{}"_s));
        QTRY_VERIFY(allHave(u"x"_s, u"{}"_s));
        m_net->cut(m_a, m_d);
        m_d->restart();
        QVERIFY(remove(*m_c, u"x"_s));
        QTRY_VERIFY(m_b->body(u"setting"_s, u"x"_s).isEmpty());
        QTest::qWait(50); // longer than the coordinator waits before it purges
        QVERIFY(!allAreEmpty());
        QCOMPARE(m_d->body(u"setting"_s, u"x"_s), u"{}"_s);
        m_net->join(*m_a, *m_d);
        QTRY_VERIFY(allAreEmpty());
        QVERIFY(put(*m_d, u"x"_s, u"{\"again\":1}"_s));
        QTRY_VERIFY(allHave(u"x"_s, u"{\"again\":1}"_s));
    }

    void aNewCoordinatorHasWhatAnyMemberHas()
    {
        m_net->cut(m_a, m_d);
        QVERIFY(put(*m_d, u"only-d"_s, u"{}"_s));
        QVERIFY(put(*m_b, u"others"_s, u"{}"_s));
        QTRY_COMPARE(m_c->body(u"setting"_s, u"others"_s), u"{}"_s);
        m_net->cutAll();
        for (const auto &node : m_net->nodes())
            node->neighbours.setHub(m_c->id);
        m_net->join(*m_c, *m_b);
        m_net->join(*m_c, *m_d);
        QTRY_COMPARE(m_b->body(u"setting"_s, u"only-d"_s), u"{}"_s);
        QVERIFY(QCoro::waitFor(m_d->replication->putOn(3, 10s, u"setting"_s, u"new"_s, u"{}"_s)));
        m_net->join(*m_c, *m_a);
        QTRY_VERIFY(allHave(u"only-d"_s, u"{}"_s) && allHave(u"new"_s, u"{}"_s));
    }

    void whatBothSidesOfASplitWroteIsKept()
    {
        QVERIFY(put(*m_a, u"x"_s, u"{\"v\":0}"_s));
        QVERIFY(put(*m_a, u"y"_s, u"{\"v\":0}"_s));
        QTRY_VERIFY(allHave(u"y"_s, u"{\"v\":0}"_s));
        m_net->cut(m_a, m_c);
        m_net->cut(m_a, m_d);
        m_c->neighbours.setHub(m_c->id);
        m_d->neighbours.setHub(m_c->id);
        m_net->join(*m_c, *m_d);
        QVERIFY(put(*m_b, u"x"_s, u"{\"v\":1}"_s));
        QVERIFY(put(*m_d, u"x"_s, u"{\"v\":2}"_s));
        QVERIFY(put(*m_b, u"y"_s, u"{\"v\":1}"_s));
        QVERIFY(remove(*m_d, u"y"_s));
        QTRY_COMPARE(m_a->body(u"setting"_s, u"y"_s), u"{\"v\":1}"_s);
        QTRY_COMPARE(m_c->body(u"setting"_s, u"y"_s), QString());
        m_net->cutAll();
        m_c->neighbours.setHub(m_a->id);
        m_d->neighbours.setHub(m_a->id);
        m_net->joinAll(*m_a);
        QTRY_VERIFY(allHave(u"y"_s, u"{\"v\":1}"_s)); // the deletion had not seen the change
        QTRY_VERIFY(std::ranges::all_of(m_net->nodes(), [](const auto &node) {
            return node->replication->document(u"setting"_s, u"x"_s)->siblings.size() == 1;
        }));
        QVERIFY(allHave(u"x"_s, u"{\"v\":2}"_s));
        m_b->replication->setMerge(u"setting"_s, [](QByteArrayView earlier, QByteArrayView later) {
            return "[" + earlier.toByteArray() + "," + later.toByteArray() + "]";
        });
        QCOMPARE(m_b->body(u"setting"_s, u"x"_s), u"[{\"v\":1},{\"v\":2}]"_s);
        QVERIFY(put(*m_b, u"x"_s, u"{\"v\":3}"_s));
        QTRY_VERIFY(allHave(u"x"_s, u"{\"v\":3}"_s));
        QVERIFY(m_d->replication->document(u"setting"_s, u"x"_s)->siblings.isEmpty());
    }

    void aMemberThatLiesIsRefusedAndTold()
    {
        QVERIFY(put(*m_a, u"x"_s, u"{\"v\":0}"_s));
        QTRY_VERIFY(allHave(u"x"_s, u"{\"v\":0}"_s));
        auto lie = *written({u"setting"_s, u"x"_s}, nullptr, u"DDDD"_s, u"{\"v\":6}"_s, now());
        lie.versions.first().body = u"{\"v\":9}"_s;
        const auto truth = *written({u"setting"_s, u"z"_s}, nullptr, u"DDDD"_s, u"{}"_s, now());
        Session *toHub = m_d->neighbours.link(m_a->id);
        const auto answer =
            QCoro::waitFor(toHub->rpc().call<api::ReplicaPut>({m_net->membership().id, {lie, truth}, false}));
        QVERIFY(answer);
        QCOMPARE(answer->documents.first().error, u"Invalid"_s);
        QVERIFY(answer->documents.first().sha256.isEmpty());
        QVERIFY(!answer->documents.last().sha256.isEmpty());
        QTRY_COMPARE(m_b->body(u"setting"_s, u"z"_s), u"{}"_s);
        QVERIFY(allHave(u"x"_s, u"{\"v\":0}"_s));
        QVERIFY(m_a->hasProblem(u"replica-refused:DDDD"_s));
    }

    void twoContentsOfOneVersionAreTold()
    {
        const Timestamp at = now();
        const auto one = *written({u"setting"_s, u"x"_s}, nullptr, u"DDDD"_s, u"{\"v\":1}"_s, at);
        const auto other = *written({u"setting"_s, u"x"_s}, nullptr, u"DDDD"_s, u"{\"v\":2}"_s, at);
        Session *toHub = m_d->neighbours.link(m_a->id);
        for (const auto &[document, error] : {std::pair(one, u""_s), std::pair(other, u"Conflict"_s)}) {
            const auto answer = QCoro::waitFor(
                toHub->rpc().call<api::ReplicaPut>({m_net->membership().id, {document}, false}));
            QVERIFY(answer);
            QCOMPARE(answer->documents.first().error, error);
        }
        QTRY_COMPARE(m_b->body(u"setting"_s, u"x"_s), u"{\"v\":1}"_s);
        QVERIFY(m_a->hasProblem(u"replica-refused:DDDD"_s));
    }

    void onlyThoseOfTheSystemAreHeard()
    {
        Session *toHub = m_d->neighbours.link(m_a->id);
        Session *toMember = m_a->neighbours.link(m_d->id);
        QCOMPARE(QCoro::waitFor(toHub->rpc().call<api::ReplicaDigest>({u"another"_s})).error().code,
                 ErrorCode::Conflict);
        const QString system = m_net->membership().id;
        m_d->neighbours.setHub(m_b->id);
        QCOMPARE(QCoro::waitFor(toMember->rpc().call<api::ReplicaDigest>({system})).error().code,
                 ErrorCode::Forbidden);
        toHub = m_c->neighbours.link(m_a->id);
        QCOMPARE(QCoro::waitFor(toHub->rpc().call<api::ReplicaPurge>({system, {{u"a"_s, u"b"_s, {}}}}))
                     .error()
                     .code,
                 ErrorCode::Forbidden);
        m_a->neighbours.link(m_c->id)->setTerms({Role::Admin, u"desk"_s, false});
        QCOMPARE(QCoro::waitFor(toHub->rpc().call<api::ReplicaDigest>({system})).error().code,
                 ErrorCode::Forbidden);
    }

    void whoLeavesTheSystemSetsItsDocumentsAside()
    {
        QVERIFY(put(*m_a, u"x"_s, u"{}"_s));
        QTRY_VERIFY(allHave(u"x"_s, u"{}"_s));
        m_net->cut(m_a, m_d);
        const QDir folder(m_folder->filePath(u"DDDD"_s));
        for (int i = 1; i <= 4; ++i) {
            m_d->neighbours.setMembership(std::nullopt);
            QVERIFY(m_d->body(u"setting"_s, u"x"_s).isEmpty());
            QCOMPARE(put(*m_d, u"x"_s, u"{}"_s).error().code, ErrorCode::Unavailable);
            QCOMPARE(folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), std::min(i, 2));
            m_d->neighbours.setMembership(m_net->membership());
            QVERIFY(m_d->body(u"setting"_s, u"x"_s).isEmpty());
        }
        m_net->join(*m_a, *m_d);
        QTRY_VERIFY(allHave(u"x"_s, u"{}"_s));
    }

    void damageIsToldAndRepairedFromOthers()
    {
        for (int i = 0; i < 20; ++i)
            QVERIFY(put(*m_a, u"doc-%1"_s.arg(i), u"{\"n\":\"old\"}"_s));
        QVERIFY(put(*m_a, u"doc-3"_s, u"{\"n\":\"damaged\"}"_s));
        QVERIFY(put(*m_a, u"last"_s, u"{}"_s));
        QTRY_VERIFY(allHave(u"last"_s, u"{}"_s));
        m_net->cut(m_a, m_d);
        QFile file(m_d->replication->systemFolder() + u"/documents.log"_s);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray bytes = file.readAll();
        bytes.replace("damaged", "DAMAGED");
        QVERIFY(file.seek(0) && file.write(bytes) == bytes.size());
        file.close();
        m_d->restart();
        QVERIFY(m_d->hasProblem(u"replica-damaged"_s));
        QCOMPARE(m_d->body(u"setting"_s, u"doc-3"_s), u"{\"n\":\"old\"}"_s);
        m_net->join(*m_a, *m_d);
        QTRY_VERIFY(!m_d->hasProblem(u"replica-damaged"_s));
        QTRY_COMPARE(m_d->body(u"setting"_s, u"doc-3"_s), u"{\"n\":\"damaged\"}"_s);
    }

    void aDiskThatRefusesOnAMemberDelaysNobody()
    {
        QVERIFY(put(*m_a, u"x"_s, u"{}"_s));
        QTRY_VERIFY(allHave(u"x"_s, u"{}"_s));
        QSignalSpy changed(m_a->replication.get(), &Replication::changed);
        {
            const FileSizeLimit refuses(0);
            QCOMPARE(put(*m_b, u"x"_s, u"{\"v\":1}"_s).error().code, ErrorCode::Io);
            QVERIFY(m_b->hasProblem(u"replica-store"_s));
        }
        QCOMPARE(m_b->body(u"setting"_s, u"x"_s), u"{}"_s);
        QVERIFY(changed.isEmpty());
        QVERIFY(put(*m_b, u"x"_s, u"{\"v\":2}"_s));
        QVERIFY(!m_b->hasProblem(u"replica-store"_s));
        QTRY_VERIFY(allHave(u"x"_s, u"{\"v\":2}"_s));
    }
};

QTEST_GUILESS_MAIN(TestReplication)
#include "tst_replication.moc"
