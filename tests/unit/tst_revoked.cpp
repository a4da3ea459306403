// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/peerstore.h"
#include "agent/trust/revoked.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"

#include <QDir>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestRevoked : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<PeerStore> m_peers;

    [[nodiscard]] QString file() const { return m_folder->filePath(u"revoked.json"_s); }
    [[nodiscard]] std::unique_ptr<Revoked> open() const { return Revoked::open(file(), *m_peers).value(); }

    [[nodiscard]] bool pairWith(const QString &nodeId) const
    {
        Peer peer;
        peer.nodeId = nodeId;
        peer.name = u"desk"_s;
        peer.pairedAt = now();
        return m_peers->add(peer).has_value();
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkdir(u"peers"_s));
        m_peers = PeerStore::open(m_folder->filePath(u"peers/peers.json"_s)).value();
    }

    void remembersWhoWasUnpaired()
    {
        auto revoked = open();
        QVERIFY(pairWith(u"DESK"_s));
        QVERIFY(!revoked->contains(u"DESK"_s));
        QSignalSpy changed(revoked.get(), &Revoked::changed);
        bool wasToldFirst = false;
        connect(m_peers.get(), &PeerStore::removed, this,
                [&] { wasToldFirst = revoked->contains(u"DESK"_s) && changed.size() == 1; });
        QVERIFY(m_peers->remove(u"DESK"_s));
        QVERIFY(wasToldFirst);
        QVERIFY(open()->contains(u"DESK"_s));
        QVERIFY(!open()->contains(u"OTHER"_s));
    }

    void pairingAnewEndsIt()
    {
        auto revoked = open();
        QVERIFY(pairWith(u"DESK"_s) && m_peers->remove(u"DESK"_s));
        QSignalSpy changed(revoked.get(), &Revoked::changed);
        QVERIFY(pairWith(u"DESK"_s));
        QCOMPARE(changed.size(), 1);
        QVERIFY(!revoked->contains(u"DESK"_s));
        QVERIFY(!open()->contains(u"DESK"_s));
    }

    void whoCouldNotBeUnpairedIsNotRevoked()
    {
        auto revoked = open();
        QVERIFY(pairWith(u"DESK"_s));
        QVERIFY(QDir(m_folder->filePath(u"peers"_s)).removeRecursively());
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"peers=unstored"_s));
        QVERIFY(!m_peers->remove(u"DESK"_s));
        QVERIFY(!revoked->contains(u"DESK"_s));
    }

    void aKillInBetweenLeavesThePeerPaired()
    {
        QVERIFY(pairWith(u"DESK"_s));
        QVERIFY(replaceFile(file(), R"({"ids":["DESK","GONE"]})"));
        QVERIFY(!open()->contains(u"DESK"_s));
        QVERIFY(open()->contains(u"GONE"_s));
    }

    void forgetsTheOldestWhenFull()
    {
        QByteArray ids;
        for (int i = 0; i < Revoked::MaxIds; ++i)
            ids += (i > 0 ? ",\"" : "\"") + QByteArray::number(i) + '"';
        QVERIFY(replaceFile(file(), "{\"ids\":[" + ids + "]}"));
        auto revoked = open();
        QCOMPARE(revoked->size(), Revoked::MaxIds);
        QVERIFY(pairWith(u"DESK"_s));
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"revoked=forgotten id=0"_s));
        QVERIFY(m_peers->remove(u"DESK"_s));
        QCOMPARE(revoked->size(), Revoked::MaxIds);
        QVERIFY(revoked->contains(u"DESK"_s) && revoked->contains(u"1"_s));
        QVERIFY(!revoked->contains(u"0"_s));
        QCOMPARE(open()->size(), Revoked::MaxIds);
    }

    void doesNotGuess()
    {
        QVERIFY(replaceFile(file(), "{\"ids\": 7}"));
        const auto opened = Revoked::open(file(), *m_peers);
        QCOMPARE(opened.error().code, ErrorCode::Invalid);
        QCOMPARE(opened.error().source, file());
    }
};

QTEST_GUILESS_MAIN(TestRevoked)
#include "tst_revoked.moc"
