#pragma once

#include <memory>
#include <string>

#include "tests/simulator/chronicle.hpp"
#include "tests/simulator/faulty_disk.hpp"
#include "tests/simulator/model.hpp"
#include "tests/simulator/town.hpp"

namespace kengele::simulator {

// Opens a copy of a disk as the service would after a crash, and compares what is stored with what the
// outside saw. Throws BrokenInvariant.
class Inspection {
public:
    enum class Moment {
        crash,  // texts may be under way, deadlines may just have passed
        rest,   // after ten minutes without faults: everything is done
    };

    // All outlive this. `now`: the world's time of the copy. `lane`: as of simulate().
    Inspection(const Town& town, const Model& model, const Chronicle& chronicle, Millis now,
               std::string lane);
    ~Inspection();

    void look(const FaultyDisk::Image& image, Moment moment);

private:
    struct Stored;  // what the copy holds

    void check_reports(Stored& stored) const;                // I1, I5, I16
    void check_broken_off(const Stored& stored) const;       // I5: what was raised without being sent
    void check_salvaged(const Stored& stored) const;         // no danger told is lost
    void check_codes(Stored& stored) const;                  // I1
    void check_hand_over(Stored& stored) const;              // I2
    void check_clock(const Stored& stored) const;            // I8
    void check_climbing(const Stored& stored) const;         // I7, I8
    void check_sending(const Stored& stored) const;          // I4
    void check_outbox(Stored& stored, Moment moment) const;  // I16

    const Town& town_;
    const Model& model_;
    const Chronicle& chronicle_;
    const Millis now_;
    const std::string lane_;
};

}  // namespace kengele::simulator
