// SPDX-License-Identifier: Apache-2.0
#include "tests/support/realetcd.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QHostAddress>
#include <QStandardPaths>
#include <QTcpServer>

#include <csignal>

#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace muster::test {

namespace {

constexpr int Patience = 20'000;

bool run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(program, arguments);
    return process.waitForFinished(Patience) && process.exitCode() == 0;
}

/// Also where the test crashes.
void endWithUs(QProcess &process)
{
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : 0;
}

} // namespace

RealEtcd::~RealEtcd()
{
    kill();
}

QString RealEtcd::prepare()
{
    for (const auto &program : {u"etcd"_s, u"etcdctl"_s, u"openssl"_s}) {
        if (QStandardPaths::findExecutable(program).isEmpty())
            return u"there is no %1 to run"_s.arg(program);
    }
    QFile names(file(u"names"_s));
    if (!names.open(QIODevice::WriteOnly) || names.write("subjectAltName=IP:127.0.0.1\n") < 0)
        return u"the temporary folder cannot be written"_s;
    names.close();
    for (const auto &[name, authority] : {std::pair(u"server"_s, u"ca"_s), std::pair(u"client"_s, u"ca"_s),
                                          std::pair(u"stranger"_s, u"otherca"_s)}) {
        if (!makeCertificate(name, authority))
            return u"openssl makes no certificates"_s;
    }
    return {};
}

/// Without a common name, for etcd does not let such a client log in.
bool RealEtcd::makeCertificate(const QString &name, const QString &authority) const
{
    const QStringList key{u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s};
    const auto pem = [this](const QString &of) { return file(of + u".pem"_s); };
    const auto keyOf = [this](const QString &of) { return file(of + u".key"_s); };
    if (!QFile::exists(pem(authority))
        && !run(u"openssl"_s, QStringList{u"req"_s, u"-x509"_s, u"-subj"_s, u"/O="_s + authority,
                                          u"-keyout"_s, keyOf(authority), u"-out"_s, pem(authority)}
                                  + key))
        return false;
    const QString request = file(name + u".csr"_s);
    return run(u"openssl"_s, QStringList{u"req"_s, u"-subj"_s, u"/O="_s + name, u"-keyout"_s, keyOf(name),
                                         u"-out"_s, request}
                                 + key)
           && run(u"openssl"_s, {u"x509"_s, u"-req"_s, u"-in"_s, request, u"-CA"_s, pem(authority),
                                 u"-CAkey"_s, keyOf(authority), u"-CAcreateserial"_s, u"-extfile"_s,
                                 file(u"names"_s), u"-out"_s, pem(name)});
}

bool RealEtcd::start(const QStringList &more)
{
    if (m_port == 0)
        m_port = freePort();
    const QString client = u"https://127.0.0.1:%1"_s.arg(m_port);
    const QString peer = u"http://127.0.0.1:%1"_s.arg(freePort());
    endWithUs(m_server);
    m_server.setProcessChannelMode(QProcess::MergedChannels);
    m_server.start(u"etcd"_s, QStringList{u"--data-dir"_s,
                                          file(m_data),
                                          u"--listen-client-urls"_s,
                                          client,
                                          u"--advertise-client-urls"_s,
                                          client,
                                          u"--listen-peer-urls"_s,
                                          peer,
                                          u"--initial-advertise-peer-urls"_s,
                                          peer,
                                          u"--initial-cluster"_s,
                                          u"default="_s + peer,
                                          u"--cert-file"_s,
                                          file(u"server.pem"_s),
                                          u"--key-file"_s,
                                          file(u"server.key"_s),
                                          u"--trusted-ca-file"_s,
                                          file(u"ca.pem"_s),
                                          u"--client-cert-auth"_s,
                                          u"--unsafe-no-fsync"_s,
                                          u"--heartbeat-interval"_s,
                                          u"50"_s,
                                          u"--election-timeout"_s,
                                          u"500"_s}
                                  + more);
    QByteArray said;
    const QDeadlineTimer deadline(Patience);
    while (!deadline.hasExpired() && m_server.state() != QProcess::NotRunning) {
        m_server.waitForReadyRead(200);
        said += m_server.readAll();
        if (said.contains("serving client traffic securely"))
            return true;
    }
    return false;
}

bool RealEtcd::startEmpty()
{
    m_data = u"data-%1"_s.arg(++m_cleared);
    return start();
}

void RealEtcd::kill()
{
    if (m_server.state() == QProcess::NotRunning)
        return;
    m_server.kill();
    m_server.waitForFinished();
}

void RealEtcd::freeze()
{
    ::kill(pid_t(m_server.processId()), SIGSTOP);
}

void RealEtcd::thaw()
{
    ::kill(pid_t(m_server.processId()), SIGCONT);
}

void RealEtcd::clear()
{
    kill();
    m_data = u"data-%1"_s.arg(++m_cleared);
    m_port = 0;
}

agent::EtcdConfig RealEtcd::config() const
{
    agent::EtcdConfig config;
    config.endpoints = {u"https://127.0.0.1:%1"_s.arg(m_port)};
    config.caFile = file(u"ca.pem"_s);
    config.certificateFile = file(u"client.pem"_s);
    config.keyFile = file(u"client.key"_s);
    return config;
}

QByteArray RealEtcd::ctl(const QStringList &arguments, const QByteArray &input) const
{
    QProcess process;
    process.start(u"etcdctl"_s,
                  QStringList{u"--endpoints"_s, config().endpoints.first(), u"--cacert"_s, config().caFile,
                              u"--cert"_s, config().certificateFile, u"--key"_s, config().keyFile}
                      + arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(Patience);
    return process.readAllStandardOutput();
}

} // namespace muster::test
