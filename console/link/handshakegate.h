// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/completion.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QQueue>

namespace muster::console {

/// Lets only so many connections be made at one time, first come first served: a console with a thousand
/// nodes must neither stall itself nor storm a network that has just healed.
class HandshakeGate : public QObject
{
    Q_OBJECT
public:
    static constexpr int DefaultPlaces = 50;

    explicit HandshakeGate(int places = DefaultPlaces, QObject *parent = nullptr);
    ~HandshakeGate() override;

    /// The right to make one connection; given back when it is destroyed.
    class Place
    {
    public:
        Place() = default;
        explicit Place(HandshakeGate *gate)
            : m_gate(gate)
        {
        }
        Place(Place &&other) noexcept
            : m_gate(std::exchange(other.m_gate, nullptr))
        {
        }
        Place &operator=(Place &&other) noexcept
        {
            giveBack();
            m_gate = std::exchange(other.m_gate, nullptr);
            return *this;
        }
        ~Place() { giveBack(); }
        void giveBack();

    private:
        QPointer<HandshakeGate> m_gate;
    };

    [[nodiscard]] QCoro::Task<Place> enter();
    [[nodiscard]] int taken() const { return m_taken; }

private:
    void admit();

    int m_places;
    int m_taken = 0;
    QQueue<Completion<bool>> m_waiting;
};

} // namespace muster::console
